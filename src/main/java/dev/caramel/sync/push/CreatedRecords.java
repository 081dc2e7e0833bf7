package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.run.RunFence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps records that were created, with what Sugar made of the values that were sent. */
@Component
class CreatedRecords {
  private final Sugar sugar;
  private final CurrentRecords current;
  private final MemberLinks links;
  private final PushIntents intents;
  private final PushLedger ledger;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  CreatedRecords(
      Sugar sugar,
      CurrentRecords current,
      MemberLinks links,
      PushIntents intents,
      PushLedger ledger,
      RunFence fence,
      TransactionTemplate transaction) {
    this.sugar = sugar;
    this.current = current;
    this.links = links;
    this.intents = intents;
    this.ledger = ledger;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Whether Sugar has a record of that id. */
  boolean exists(Push push, String id) {
    return !sugar.call(current.request(push, List.of(id), List.of("id"))).path("records").isEmpty();
  }

  /** Compares new records with what was sent; an upsert answers with the id alone (5.9). */
  void compare(
      Push push, PushVerdict verdict, Map<Addition, String> records, Map<String, JsonNode> read) {
    List<String> unread = records.values().stream().filter(id -> !read.containsKey(id)).toList();
    if (!unread.isEmpty()) {
      List<String> fields = push.fields.stream().map(PushField::name).toList();
      sugar
          .call(current.request(push, unread, fields))
          .path("records")
          .forEach(record -> read.put(record.path("id").asText(), record));
    }
    records.forEach(
        (one, id) -> {
          JsonNode record = read.get(id);
          if (record != null) {
            compare(
                push,
                verdict,
                new DueMember(
                    one.member().id(),
                    id,
                    one.member().email(),
                    one.member().values(),
                    one.member().agreed(),
                    one.member().edited(),
                    null),
                record);
          }
        });
  }

  private static void compare(Push push, PushVerdict verdict, DueMember member, JsonNode record) {
    for (PushField field : push.updated()) {
      Object list = member.value(field.name());
      Object kept = field.of(record);
      if (kept == SourceRecord.MISSING) {
        continue;
      }
      if (field.kind().same(list, kept)) {
        verdict.agree(member.id(), field.name(), list);
      } else {
        verdict.agree(member.id(), field.name(), kept);
        if (list != null && field.kind() != ValueKind.TEAMS) {
          verdict.reject(
              member,
              field,
              list,
              "Sugar kept %s in the field %s of the new record, not %s that was sent"
                  .formatted(ValueCheck.quoted(kept), field.name(), ValueCheck.quoted(list)));
        }
      }
    }
    Instant modified = SugarTimes.read(record.path("date_modified").asText(""));
    if (modified != null) {
      verdict.modified.put(member.id(), modified);
    }
  }

  /** Links the members with their new records, and ends their intents, in one transaction. */
  void keep(
      Push push,
      PushVerdict verdict,
      Map<Addition, String> records,
      Collection<Addition> rejected) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          records.forEach(
              (one, record) -> {
                verdict.settle(one.member().id(), "");
                links.link(push, one.member().id(), record);
              });
          intents.end(push, records.keySet());
          intents.end(push, rejected);
          ledger.write(push, verdict);
        });
  }
}
