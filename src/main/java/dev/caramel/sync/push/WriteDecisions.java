package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.RunConflict;
import dev.caramel.sync.run.Samples;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides what of the chosen members is written. Compared are three values: the list's, the agreed
 * one, and, for columns that both directions update, Sugar's as it was just read. If one side
 * changed, that change flows; if both changed differently, the column's rule decides, and the
 * decision is kept for a person to read.
 */
@Component("writeDecisions")
public class WriteDecisions {
  private final PushRefusals refusals;
  private final PushLedger ledger;

  WriteDecisions(PushRefusals refusals, PushLedger ledger) {
    this.refusals = refusals;
    this.ledger = ledger;
  }

  /** The writes of the chosen members, in batches; a dry run has none. */
  public List<PushBatch> decide(Exchange exchange) {
    Push push = Push.of(exchange);
    PushVerdict verdict = new PushVerdict();
    List<PushWrite> writes = new ArrayList<>();
    PushRefusals.Standing standing =
        refusals.of(push.sync().id(), push.chosen.stream().map(DueMember::id).toList());
    for (DueMember member : push.chosen) {
      JsonNode record = push.current.get(member.record());
      if (record == null && push.isReadingFirst()) {
        // Gone, or not to be seen: the pull's rule decides what becomes of the member.
        verdict.skipped++;
      } else {
        new OneMember(push, member, record, standing, verdict).addTo(writes);
      }
    }
    if (push.dry()) {
      writes.forEach(write -> sample(push, verdict, write));
      writes.clear();
    }
    ledger.keep(push, verdict);
    return PushBatch.of(writes, push.pace.batchSize());
  }

  private static void sample(Push push, PushVerdict verdict, PushWrite write) {
    verdict.pushed.add(write.member().id());
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    write.values().forEach((field, value) -> columns.put(push.field(field).column(), value));
    push.run
        .samples()
        .add(
            "pushed", new Samples.Sample(write.member().record(), write.member().email(), columns));
  }

  /** One member, field by field. */
  private record OneMember(
      Push push,
      DueMember member,
      @Nullable JsonNode record,
      PushRefusals.Standing standing,
      PushVerdict verdict) {

    void addTo(List<PushWrite> writes) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (PushField field : push.updated()) {
        if (isToBeWritten(field) && !isRefused(field)) {
          values.put(field.name(), member.value(field.name()));
        }
      }
      if (push.isOneByOne(member.id())) {
        values.forEach(
            (field, value) ->
                writes.add(
                    new PushWrite(member, Collections.singletonMap(field, value), record, true)));
      } else if (!values.isEmpty()) {
        writes.add(new PushWrite(member, values, record, false));
      }
    }

    private boolean isToBeWritten(PushField field) {
      Object sugar = record == null ? SourceRecord.MISSING : field.of(record);
      if (sugar != SourceRecord.MISSING && isAsInSugar(field, sugar)) {
        return false;
      }
      if (field.both() && sugar != SourceRecord.MISSING) {
        return decided(field, sugar);
      }
      boolean agrees =
          member.agreed().containsKey(field.name())
              && field.kind().same(member.value(field.name()), member.agreed().get(field.name()));
      return !agrees && mayBeSent(field);
    }

    /** Both sides have the same already: that is agreed, and nothing is to be written. */
    private boolean isAsInSugar(PushField field, @Nullable Object sugar) {
      Object list = member.value(field.name());
      if (!field.kind().same(list, sugar)) {
        return false;
      }
      if (list != null || field.both() || member.agreed().containsKey(field.name())) {
        verdict.agree(member.id(), field.name(), list);
        verdict.settle(member.id(), field.name());
      }
      return true;
    }

    private boolean decided(PushField field, @Nullable Object sugar) {
      String name = field.name();
      Object list = member.value(name);
      Object agreed = member.agreed().get(name);
      boolean fresh = !member.agreed().containsKey(name);
      if (!fresh && field.kind().same(list, agreed)) {
        verdict.take(member.id(), name, sugar, list);
        return false;
      }
      if (fresh || !field.kind().same(sugar, agreed)) {
        boolean listWins = listWins(field);
        verdict.conflicts.add(
            new RunConflict(
                member.record(), field.column(), sugar, list, listWins ? "list" : "sugar"));
        if (!listWins) {
          verdict.take(member.id(), name, sugar, list);
          return false;
        }
        verdict.agree(member.id(), name, sugar);
      }
      return mayBeSent(field);
    }

    private boolean mayBeSent(PushField field) {
      boolean fresh = !member.agreed().containsKey(field.name());
      return member.value(field.name()) != null
          || push.sync().pushBlanks() && (field.both() || !fresh);
    }

    private boolean listWins(PushField field) {
      if (field.conflict() != ListSync.Conflict.NEWEST) {
        return field.conflict() == ListSync.Conflict.LIST;
      }
      Instant edited = push.sugarTime(member.edited().get(field.name()));
      Instant modified =
          record == null ? null : SugarTimes.read(record.path("date_modified").asText());
      if (edited == null || modified == null) {
        return false;
      }
      // Our own write moved the record's date: it tells nothing about Sugar's edit.
      return modified.equals(member.pushedModified())
          || edited.truncatedTo(ChronoUnit.SECONDS).isAfter(modified);
    }

    private boolean isRefused(PushField field) {
      Object value = member.value(field.name());
      if (standing.holds(member.id(), field.name(), value, field.sign())) {
        return true;
      }
      String reason = ValueCheck.reason(field, value);
      if (reason != null) {
        verdict.reject(member, field, value, reason);
      }
      return reason != null;
    }
  }
}
