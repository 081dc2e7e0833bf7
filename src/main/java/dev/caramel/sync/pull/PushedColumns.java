package dev.caramel.sync.pull;

import dev.caramel.sugar.value.JsonText;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.RunConflict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the push writes, as a pull meets them. Compared are the list's value, Sugar's
 * and the agreed one: if one side changed, that change flows; if both changed to the same, nothing
 * happens; if both changed differently, the column's rule decides. What only the push updates stays
 * as the list has it, and Sugar's other value is shown as drift.
 */
final class PushedColumns {
  private final Pull pull;
  private final ListSync sync;
  private final List<RunConflict> conflicts = new ArrayList<>();

  PushedColumns(Pull pull) {
    this.pull = pull;
    this.sync = pull.sync();
  }

  List<RunConflict> conflicts() {
    return conflicts;
  }

  /** A new member has all its values from Sugar: they are agreed. */
  InCommon ofNew(SourceRecord record) {
    InCommon common = InCommon.none();
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      if (pull.columns.pushed(i) && record.value(i) != SourceRecord.MISSING) {
        common.agreed().put(pull.layout.fields().get(i).name(), record.value(i));
      }
    }
    return common;
  }

  /**
   * Compares the pushed columns of a member with its record.
   *
   * @param after the member's values afterwards; columns of both directions are put in here
   */
  InCommon compare(SourceRecord record, HeldMembers.Locked member, Map<String, Object> after) {
    InCommon common = InCommon.none();
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      RecordLayout.Field field = pull.layout.fields().get(i);
      if (pull.columns.pushed(i)) {
        Object sugar = record.value(i);
        if (sugar != SourceRecord.MISSING) {
          compare(
              new Three(record, member, field, i, sugar, after.get(field.name())), after, common);
        } else if (member.drift().containsKey(field.name())) {
          common.drift().put(field.name(), member.drift().get(field.name()));
        }
      }
    }
    return common;
  }

  /** One column of one member, with the three values. */
  private record Three(
      SourceRecord record,
      HeldMembers.Locked member,
      RecordLayout.Field field,
      int place,
      @Nullable Object sugar,
      @Nullable Object list) {
    boolean fresh() {
      return !member.agreed().containsKey(field.name());
    }

    boolean sugarChanged() {
      return !field.kind().same(sugar, member.agreed().get(field.name()));
    }

    boolean listChanged() {
      return !field.kind().same(list, member.agreed().get(field.name()));
    }

    boolean alike() {
      return field.kind().same(sugar, list);
    }
  }

  private void compare(Three values, Map<String, Object> after, InCommon common) {
    String name = values.field().name();
    if (!values.fresh() && values.sugarChanged() && !isKnownDrift(values)) {
      common.changed().add(name);
    }
    if (values.alike()) {
      if (values.list() != null || !values.fresh() || pull.columns.ofBoth(values.place())) {
        common.agreed().put(name, values.list());
      }
    } else if (!pull.columns.ofBoth(values.place())) {
      if (!values.fresh() && values.sugarChanged()) {
        common.drift().put(name, values.sugar());
      }
    } else if (values.fresh() || values.sugarChanged()) {
      boolean listWins = (values.fresh() || values.listChanged()) && decided(values);
      common.agreed().put(name, values.sugar());
      if (!listWins && values.sugar() == null) {
        after.remove(name);
      } else if (!listWins) {
        after.put(name, values.sugar());
      }
    }
  }

  private static boolean isKnownDrift(Three values) {
    String name = values.field().name();
    return values.member().drift().containsKey(name)
        && JsonText.same(values.member().drift().get(name), values.sugar());
  }

  /** Keeps the conflict, and says whether the list wins it. */
  private boolean decided(Three values) {
    String column = pull.columns.name(values.place());
    boolean listWins = listWins(values, sync.conflicts().get(column));
    conflicts.add(
        new RunConflict(
            values.record().id(),
            column,
            values.sugar(),
            values.list(),
            listWins ? "list" : "sugar"));
    return listWins;
  }

  private boolean listWins(Three values, ListSync.@Nullable Conflict rule) {
    if (rule != ListSync.Conflict.NEWEST) {
      return rule == ListSync.Conflict.LIST;
    }
    Object edited = values.member().edited().get(values.field().name());
    Instant modified = values.record().modified();
    if (edited == null || modified == null) {
      return false;
    }
    // Our own write moved the record's date: it tells nothing about Sugar's edit.
    Duration skew = Duration.between(pull.beganAt, pull.sugarBeganAt);
    return modified.equals(values.member().pushedModified())
        || Instant.parse(edited.toString())
            .plus(skew)
            .truncatedTo(ChronoUnit.SECONDS)
            .isAfter(modified);
  }
}
