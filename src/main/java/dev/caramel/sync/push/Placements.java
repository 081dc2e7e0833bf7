package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sync.run.RunFence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts records that were linked or created where the list's source is: on its target list, into its
 * team. What is still to be done is kept beside the member since the record's id is, so that a kill
 * between the two loses nothing.
 */
@Component("placements")
public class Placements {
  private static final String NEXT =
      """
      select m.id, m.record_id, m.email, m."values"::text as "values", m.agreed::text as agreed,
             m.edited::text as edited, m.pushed_modified
        from push_placement p
        join member m on m.list_id = p.list_id and m.id = p.member_id
       where p.list_id = ? and p.member_id > ? and m.record_id is not null
         and not exists (select from rejection r
                          where r.sync_id = p.list_id and r.direction = 'push'
                            and r.member_id = p.member_id and r.field is null and not r.retry)
       order by p.member_id
       limit ?
      """;

  private final Sugar sugar;
  private final ObjectMapper json;
  private final CurrentRecords current;
  private final PushSettings settings;
  private final PushLedger ledger;
  private final JdbcTemplate jdbc;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  Placements(
      Sugar sugar,
      ObjectMapper json,
      CurrentRecords current,
      PushSettings settings,
      PushLedger ledger,
      JdbcTemplate jdbc,
      RunFence fence,
      TransactionTemplate transaction) {
    this.sugar = sugar;
    this.json = json;
    this.current = current;
    this.settings = settings;
    this.ledger = ledger;
    this.jdbc = jdbc;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Takes the next records that are still to be placed. */
  public void choose(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    push.placing =
        push.dry() || !push.places.isAny()
            ? List.of()
            : jdbc.query(
                NEXT,
                (rs, row) -> DueMembers.member(rs),
                push.sync().id(),
                push.placedUpTo,
                settings.lookupSize());
    if (!push.placing.isEmpty()) {
      push.placedUpTo = push.placing.get(push.placing.size() - 1).id();
    }
    push.morePlacements = !push.placing.isEmpty();
  }

  /** The request for the teams that they have. */
  public SugarRequest<JsonNode> ask(Exchange exchange) {
    Push push = Push.of(exchange);
    return current.request(
        push, push.placing.stream().map(DueMember::record).toList(), List.of("team_name"));
  }

  /** The request that places them. */
  public SugarRequest<JsonNode> place(Exchange exchange) {
    Push push = Push.of(exchange);
    BulkRequest bulk = new BulkRequest(json, sugar.apiVersion(push.connection));
    String module = push.sync().module();
    push.placingParts.clear();
    JsonNode read = exchange.getMessage().getBody() instanceof JsonNode page ? page : null;
    for (DueMember member : push.placing) {
      String record = BulkRequest.part(member.record());
      String targetList = push.places.targetList();
      if (targetList != null) {
        bulk.add(
            "POST",
            "ProspectLists/%s/link/%s/%s"
                .formatted(BulkRequest.part(targetList), module.toLowerCase(Locale.ROOT), record),
            json.createObjectNode(),
            null);
        push.placingParts.add(member);
      }
      JsonNode found = push.places.team() == null ? null : recordOf(read, member.record());
      JsonNode teams = found == null ? null : teams(found, push.places.team());
      if (found != null && teams != null) {
        ObjectNode data = json.createObjectNode();
        data.set("team_name", teams);
        bulk.add("PUT", module + "/" + record, data, found.path("date_modified").asText());
        push.placingParts.add(member);
      }
    }
    return bulk.request(push.connection, true, "placing records of " + module);
  }

  private static @Nullable JsonNode recordOf(@Nullable JsonNode page, String id) {
    if (page != null) {
      for (JsonNode record : page.path("records")) {
        if (record.path("id").asText().equals(id)) {
          return record;
        }
      }
    }
    return null;
  }

  /** The teams that it has and this one; null if it has it already. */
  private @Nullable JsonNode teams(JsonNode record, @Nullable String team) {
    ArrayNode teams = json.createArrayNode();
    for (JsonNode one : record.path("team_name")) {
      if (one.path("id").asText().equals(team)) {
        return null;
      }
      teams
          .addObject()
          .put("id", one.path("id").asText())
          .put("primary", WireValues.flag(one.path("primary")));
    }
    teams.addObject().put("id", team).put("primary", teams.isEmpty());
    return teams;
  }

  /** Keeps who is in place; the others are a rejection, or wait for the next run. */
  public void keep(Exchange exchange) {
    Push push = Push.of(exchange);
    JsonNode answers = exchange.getMessage().getBody(JsonNode.class);
    PushVerdict verdict = new PushVerdict();
    Set<Long> open = new HashSet<>();
    for (int i = 0; i < push.placingParts.size(); i++) {
      DueMember member = push.placingParts.get(i);
      try {
        BulkAnswers.contents(answers.path(i), "placing a record of " + push.sync().module());
      } catch (SugarException.NotFound gone) {
        verdict.skipped++;
      } catch (SugarException.NotAllowed | SugarException.Refused refused) {
        open.add(member.id());
        verdict.reject(member, null, "place", String.valueOf(refused.getMessage()));
      } catch (SugarException later) {
        open.add(member.id());
        verdict.skipped++;
      }
    }
    List<Long> done = new ArrayList<>(push.placing.stream().map(DueMember::id).toList());
    done.removeAll(open);
    done.forEach(member -> verdict.settle(member, ""));
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          jdbc.update(
              "delete from push_placement where list_id = ? and member_id = any (?)",
              push.sync().id(),
              done.toArray(Long[]::new));
          ledger.write(push, verdict);
        });
  }
}
