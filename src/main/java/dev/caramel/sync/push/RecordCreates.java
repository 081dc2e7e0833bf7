package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.ValueKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Creates records of members that nobody in Sugar has the address of. Each create can be settled
 * when its answer is lost: by {@code sync_key} where Sugar serves it to our user, else by an id of
 * our choosing where an answered create has shown that Sugar keeps such ids, else by looking again
 * in a later run and not within ten minutes, because PHP may still be at work.
 */
@Component("recordCreates")
public class RecordCreates {
  private static final int TRIES = 5;

  private final Sugar sugar;
  private final ObjectMapper json;
  private final PushSettings settings;
  private final PushAbilities abilities;
  private final PushIntents intents;
  private final CreatedRecords created;
  private final JdbcClient jdbc;
  private final Clock clock;

  RecordCreates(
      Sugar sugar,
      ObjectMapper json,
      PushSettings settings,
      PushAbilities abilities,
      PushIntents intents,
      CreatedRecords created,
      JdbcClient jdbc,
      Clock clock) {
    this.sugar = sugar;
    this.json = json;
    this.settings = settings;
    this.abilities = abilities;
    this.intents = intents;
    this.created = created;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Takes those that may be created now; until one was answered, one at a time. */
  public void choose(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    push.ability = abilities.of(push);
    PushVerdict verdict = new PushVerdict();
    List<Addition> rejected = new ArrayList<>();
    push.creating = new ArrayList<>();
    int most = push.ability.probes() ? 1 : settings.batchSize();
    while (!push.toCreate.isEmpty() && push.creating.size() < most) {
      Addition one = push.toCreate.remove(0);
      if (mustWait(push, one)) {
        verdict.skipped++;
        push.run.note(
            "The answer to a create was lost; whether it was made is looked at again when ten"
                + " minutes of Sugar's have passed");
      } else if (isWrong(push, one, verdict)) {
        rejected.add(one);
      } else {
        push.creating.add(one);
      }
    }
    created.keep(push, verdict, Map.of(), rejected);
    if (!push.creating.isEmpty()) {
      intents.send(push, push.creating);
    }
  }

  private boolean mustWait(Push push, Addition one) {
    Instant sent = one.sentAt();
    return sent != null
        && !push.ability.repeatable()
        && clock.instant().plus(push.skew).isBefore(sent.plus(settings.settleAfter()));
  }

  private boolean isWrong(Push push, Addition one, PushVerdict verdict) {
    boolean wrong = false;
    for (PushField field : push.fields) {
      Object value = one.member().value(field.name());
      String reason =
          value == null && !field.field().required() || !field.field().writable()
              ? null
              : ValueCheck.reason(field, value);
      if (reason != null && field.kind() != ValueKind.EMAIL) {
        verdict.reject(one.member(), null, Additions.wholeOf(one), reason);
        wrong = true;
        break;
      }
    }
    return wrong;
  }

  /** The request that creates them. */
  public SugarRequest<JsonNode> request(Exchange exchange) {
    Push push = Push.of(exchange);
    String module = push.sync().module();
    BulkRequest bulk = new BulkRequest(json, sugar.apiVersion(push.connection));
    for (Addition one : push.creating) {
      ObjectNode data = data(push, one);
      if (push.ability.triesSyncKeys()) {
        bulk.add("PATCH", module + "/sync_key/" + BulkRequest.part(one.ownId()), data, null);
      } else {
        bulk.add("POST", module, data.put("id", one.ownId()), null);
      }
    }
    return bulk.request(push.connection, push.ability.repeatable(), "creating " + module);
  }

  private ObjectNode data(Push push, Addition one) {
    ObjectNode data = json.createObjectNode();
    for (PushField field : push.fields) {
      Object value = one.member().value(field.name());
      if (value != null
          && field.field().writable()
          && field.kind() != ValueKind.EMAIL
          && field.kind() != ValueKind.TEAMS) {
        data.set(field.name(), WireValues.write(field.kind(), value));
      }
    }
    data.set("email", address(push, one));
    if (push.places.team() != null) {
      data.putArray("team_name").addObject().put("id", push.places.team()).put("primary", true);
    }
    return data;
  }

  private JsonNode address(Push push, Addition one) {
    String email = String.valueOf(one.member().email());
    return jdbc.sql(
            "select opted_out, invalid from address where account_id = ? and address_key = ?")
        .params(push.sync().account(), one.address())
        .query(
            (rs, row) ->
                WireValues.address(email, rs.getBoolean("opted_out"), rs.getBoolean("invalid")))
        .optional()
        .orElseGet(() -> WireValues.address(email, false, false));
  }

  /** Judges each answer alone and keeps what became of all of them. */
  public void take(Exchange exchange) {
    Push push = Push.of(exchange);
    JsonNode answers = exchange.getMessage().getBody(JsonNode.class);
    PushVerdict verdict = new PushVerdict();
    Map<Addition, String> records = new java.util.LinkedHashMap<>();
    Map<String, JsonNode> read = new java.util.HashMap<>();
    List<Addition> rejected = new ArrayList<>();
    for (int i = 0; i < push.creating.size(); i++) {
      Addition one = push.creating.get(i);
      try {
        JsonNode contents =
            BulkAnswers.contents(answers.path(i), "creating a record of " + push.sync().module());
        records.put(one, idOf(push, one, contents, read));
      } catch (SugarException failure) {
        failed(push, one, failure, verdict, records, rejected);
      }
    }
    created.compare(push, verdict, records, read);
    verdict.created = records.size();
    created.keep(push, verdict, records, rejected);
  }

  private String idOf(Push push, Addition one, JsonNode contents, Map<String, JsonNode> read) {
    if (push.ability.triesSyncKeys()) {
      abilities.syncKeys(push, true);
      return contents.path("record").isObject()
          ? contents.path("record").path("id").asText()
          : contents.path("record").asText();
    }
    String id = contents.path("id").asText();
    abilities.ownIds(push, id.equals(one.ownId()));
    read.put(id, contents);
    return id;
  }

  private void failed(
      Push push,
      Addition one,
      SugarException failure,
      PushVerdict verdict,
      Map<Addition, String> records,
      List<Addition> rejected) {
    if (failure instanceof SugarException.SessionEnded
        || failure instanceof SugarException.Busy
        || failure instanceof SugarException.WrongVersion) {
      // Sugar says itself that it did not begin.
      intents.takeBack(push, one);
      again(push, one, failure, verdict, rejected);
    } else if (failure instanceof SugarException.NoUsableAnswer) {
      lostOne(push, one, verdict);
    } else if (push.ability.triesSyncKeys() && push.ability.syncKeys() == null) {
      abilities.syncKeys(push, false);
      intents.takeBack(push, one);
      push.toCreate.add(0, new Addition(one.member(), one.address(), one.ownId(), null));
    } else if (created.exists(push, one.ownId())) {
      abilities.ownIds(push, true);
      records.put(one, one.ownId());
    } else {
      rejected.add(one);
      verdict.reject(
          one.member(), null, Additions.wholeOf(one), String.valueOf(failure.getMessage()));
    }
  }

  private void again(
      Push push,
      Addition one,
      SugarException failure,
      PushVerdict verdict,
      List<Addition> rejected) {
    if (push.countTry(one.member().id()) <= TRIES) {
      push.toCreate.add(one);
    } else {
      rejected.add(one);
      verdict.reject(
          one.member(), null, Additions.wholeOf(one), String.valueOf(failure.getMessage()));
    }
  }

  /** What was sent and not answered for: it is settled by repeating it, or by a later run. */
  private void lostOne(Push push, Addition one, PushVerdict verdict) {
    if (push.ability.repeatable() && push.countTry(one.member().id()) <= TRIES) {
      push.toCreate.add(one);
    } else {
      verdict.skipped++;
    }
  }

  /** No answer came for the whole request. */
  public void lost(Exchange exchange) {
    Push push = Push.of(exchange);
    PushVerdict verdict = new PushVerdict();
    verdict.skipped = push.creating.size();
    push.run.note(
        "Sugar's answer to a create was lost; it is settled before it is repeated, by a later run");
    created.keep(push, verdict, Map.of(), List.of());
  }

  /** Whether a record came back with another value than was sent. */
  static boolean differs(PushField field, @Nullable Object sent, @Nullable Object kept) {
    return kept != SourceRecord.MISSING && !field.kind().same(sent, kept);
  }
}
