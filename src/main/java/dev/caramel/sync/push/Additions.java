package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.list.SegmentMembers;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import dev.caramel.sync.run.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks members without a record up by their addresses: one record is linked, none is to be
 * created, several are a rejection.
 */
@Component("additions")
public class Additions {
  private static final int PAGE = 500;

  // Served by member_without_record; of several with one address the oldest, the others find its
  // record later.
  private static final String NEXT =
      """
      select distinct on (m.email_key) m.id, m.record_id, m.email, m."values"::text as "values",
             m.agreed::text as agreed, m.edited::text as edited, m.pushed_modified, m.email_key
        from member m
       where m.list_id = ? and m.record_id is null and m.removed_at is null
         and m.email_key is not null and m.email_key > ?
       order by m.email_key, m.id
       limit ?
      """;

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final PushSettings settings;
  private final ObjectProvider<SegmentMembers> segments;
  private final PushIntents intents;
  private final PushRefusals refusals;
  private final PushLedger ledger;
  private final MemberLinks links;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  Additions(
      JdbcClient jdbc,
      ObjectMapper json,
      PushSettings settings,
      ObjectProvider<SegmentMembers> segments,
      PushIntents intents,
      PushRefusals refusals,
      PushLedger ledger,
      MemberLinks links,
      RunFence fence,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.json = json;
    this.settings = settings;
    this.segments = segments;
    this.intents = intents;
    this.refusals = refusals;
    this.ledger = ledger;
    this.links = links;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Takes the next members without a record, and the intents for their addresses. */
  public void choose(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    if (push.afterAddress.isEmpty() && !push.dry()) {
      intents.clear(push, settings.settleAfter());
    }
    List<DueMember> members =
        jdbc.sql(NEXT)
            .params(push.sync().id(), push.afterAddress, settings.lookupSize())
            .query((rs, row) -> DueMembers.member(rs))
            .list();
    push.moreAdditions = !members.isEmpty();
    push.found.clear();
    push.lookUpOffset = 0;
    if (members.isEmpty()) {
      push.additions = List.of();
      return;
    }
    push.afterAddress = PushIntents.address(members.get(members.size() - 1));
    List<DueMember> ours = ofSegment(push, members);
    if (push.dry()) {
      push.additions =
          ours.stream()
              .map(member -> new Addition(member, PushIntents.address(member), "", null))
              .toList();
    } else {
      push.additions = intents.take(push, ours);
      waiting(push, ours.size() - push.additions.size());
    }
    push.lookingUp = !push.additions.isEmpty();
  }

  /** Those that another sync or node is creating right now are linked by a later run. */
  private void waiting(Push push, int others) {
    if (others > 0) {
      RunCounts.Page counts = new RunCounts.Page();
      counts.skipped = others;
      transaction.executeWithoutResult(
          status -> {
            fence.check(push.run);
            fence.count(push.run, counts);
          });
    }
  }

  private List<DueMember> ofSegment(Push push, List<DueMember> members) {
    String segment = push.rules().segment();
    if (segment == null) {
      return members;
    }
    Set<Long> within =
        segments
            .getObject()
            .within(push.sync().id(), segment, members.stream().map(DueMember::id).toList());
    return members.stream().filter(member -> within.contains(member.id())).toList();
  }

  /** The request that looks their addresses up; a filter by email matches any address (4.7). */
  public SugarRequest<JsonNode> lookUp(Exchange exchange) {
    Push push = Push.of(exchange);
    ObjectNode body = json.createObjectNode();
    ArrayNode either = body.putArray("filter").addObject().putArray("$or");
    ArrayNode addresses = either.addObject().putObject("email").putArray("$in");
    push.additions.forEach(addition -> addresses.add(addition.member().email()));
    List<String> sent =
        push.additions.stream()
            .filter(addition -> addition.sentAt() != null)
            .map(Addition::ownId)
            .toList();
    if (!sent.isEmpty()) {
      ArrayNode ids = either.addObject().putObject("id").putArray("$in");
      sent.forEach(ids::add);
    }
    body.put("fields", "id,date_modified,email," + TeamConfines.FIELD);
    body.put("max_num", PAGE);
    body.put("offset", push.lookUpOffset);
    body.put("order_by", "id:ASC");
    return SugarRequest.read(
        push.connection,
        push.sync().module() + "/filter",
        body.toString(),
        "looking up addresses in " + push.sync().module(),
        json::readTree);
  }

  /** Keeps who was found, and says whether there is another page of them. */
  public void take(Exchange exchange) {
    Push push = Push.of(exchange);
    JsonNode page = exchange.getMessage().getBody(JsonNode.class);
    for (JsonNode record : page.path("records")) {
      if (!TeamConfines.allow(push, record)) {
        continue;
      }
      String id = record.path("id").asText();
      push.found.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(id);
      for (JsonNode email : record.path("email")) {
        String address = email.path("email_address").asText("").toLowerCase(Locale.ROOT);
        push.found.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(id);
      }
    }
    int next = page.path("next_offset").asInt(-1);
    push.lookingUp = next > push.lookUpOffset && !page.path("records").isEmpty();
    push.lookUpOffset = next;
  }

  /** Links, rejects, and leaves those to be created that nobody was found for. */
  public void judge(Exchange exchange) {
    Push push = Push.of(exchange);
    PushVerdict verdict = new PushVerdict();
    Map<Addition, String> linked = new HashMap<>();
    List<Addition> rejected = new ArrayList<>();
    List<Addition> toCreate = new ArrayList<>();
    PushRefusals.Standing standing =
        refusals.of(
            push.sync().id(), push.additions.stream().map(one -> one.member().id()).toList());
    for (Addition one : push.additions) {
      Set<String> records =
          push.found.getOrDefault(one.ownId(), push.found.getOrDefault(one.address(), Set.of()));
      if (records.size() == 1) {
        linked.put(one, records.iterator().next());
      } else if (isRefused(push, standing, one)) {
        rejected.add(one);
      } else if (records.size() > 1) {
        rejected.add(one);
        verdict.reject(one.member(), null, wholeOf(one), several(push, records));
      } else {
        toCreate.add(one);
      }
    }
    verdict.linked = linked.size();
    push.toCreate.addAll(toCreate);
    if (push.dry()) {
      linked.forEach((one, record) -> sample(push, "linked", one, record));
      toCreate.forEach(one -> sample(push, "created", one, ""));
      verdict.created = toCreate.size();
      push.toCreate.clear();
    }
    keep(push, verdict, linked, rejected);
  }

  private void keep(
      Push push, PushVerdict verdict, Map<Addition, String> linked, List<Addition> rejected) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          if (!push.dry()) {
            linked.forEach(
                (one, record) -> {
                  verdict.settle(one.member().id(), "");
                  links.link(push, one.member().id(), record);
                });
            intents.end(push, linked.keySet());
            intents.end(push, rejected);
          }
          ledger.write(push, verdict);
        });
  }

  private static boolean isRefused(Push push, PushRefusals.Standing standing, Addition one) {
    return standing.holds(one.member().id(), "", wholeOf(one), push.wholeSign());
  }

  /** What stands for a whole member where its create was refused: another value, another try. */
  static String wholeOf(Addition one) {
    return Integer.toHexString(one.member().values().toString().hashCode());
  }

  private static String several(Push push, Set<String> records) {
    return "Sugar has %d records of %s with this address (%s): merge them, or link the member by hand"
        .formatted(records.size(), push.sync().module(), String.join(", ", records));
  }

  private static void sample(Push push, String kind, Addition one, String record) {
    Map<String, Object> columns = new HashMap<>();
    push.sync()
        .columns()
        .forEach(column -> columns.put(column.name(), one.member().value(column.field())));
    push.run.samples().add(kind, new Samples.Sample(record, one.member().email(), columns));
  }
}
