package dev.caramel.sync.pull;

import dev.caramel.sugar.value.JsonText;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.RunConflict;
import dev.caramel.sync.run.RunCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a page of records with what the list holds, by the rules of the pull. Nothing is written
 * here: a dry run ends with what this says. It belongs inside the transaction of the page: members
 * that differ are locked before they are compared, so that an edit by a person in the same moment
 * is either seen here or waits for the page.
 */
final class PageComparison {
  private final Pull pull;
  private final HeldMembers held;
  private final ListSync.PullRules rules;
  private final PushedColumns pushed;
  private final MemberAddress addresses;
  private final RunCounts.Page counts = new RunCounts.Page();
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, HeldMembers.Held> byRecord;
  private final Map<SourceRecord, Change> additions;
  private HeldMembers.@Nullable Others others;
  private int keptOut;

  /**
   * Compares. Members that held the same when their records came are not looked up again: an edit
   * since then is as one behind this page.
   */
  PageComparison(Pull pull, HeldMembers held, PageContent content) {
    this.pull = pull;
    this.held = held;
    this.additions = content.additions();
    this.rules = pull.rules();
    this.pushed = new PushedColumns(pull);
    this.addresses = new MemberAddress(pull);
    if (pull.alone) {
      pull.alone = others().newest() == pull.newestOwn;
    }
    this.byRecord = pull.alone ? Map.of() : byRecord(content);
    compare(content.records(), content.unchanged().keySet());
  }

  private Map<String, HeldMembers.Held> byRecord(PageContent content) {
    Map<String, HeldMembers.Held> unchanged = content.unchanged();
    Map<String, HeldMembers.Held> all =
        held.byRecord(
            pull.sync().id(),
            content.met().stream()
                .map(SourceRecord::id)
                .filter(id -> !unchanged.containsKey(id))
                .toList());
    all.putAll(unchanged);
    return all;
  }

  /** Records that the rule add kept out. */
  int keptOut() {
    return keptOut;
  }

  /** What was decided against a side. */
  List<RunConflict> conflicts() {
    return pushed.conflicts();
  }

  RunCounts.Page counts() {
    return counts;
  }

  List<Change> changes() {
    return changes;
  }

  /** Takes a change out of the counts that could not be kept. */
  void takeBack(Change change) {
    switch (change.kind()) {
      case ADD, RETURN -> counts.added--;
      case LINK -> counts.linked--;
      case UPDATE -> counts.updated--;
      case TOUCH, SEE -> counts.unchanged--;
    }
  }

  /** Name of the column that a field is mapped to, or null. */
  @Nullable String columnOf(String field) {
    return pull.sync().columnOf(field).map(ListSync.Column::name).orElse(null);
  }

  /** Members whose records were met, with those that are linked to theirs only now. */
  Collection<Long> members() {
    return Stream.concat(
            byRecord.values().stream().map(HeldMembers.Held::id),
            changes.stream()
                .filter(change -> change.kind() == Change.Kind.LINK)
                .map(Change::member))
        .toList();
  }

  /** How many of them were there, and on the list, when the pull began. */
  int membersOfThen() {
    int count = 0;
    for (HeldMembers.Held member : byRecord.values()) {
      count += member.id() <= pull.newestAtBegin && !member.removed() ? 1 : 0;
    }
    return count;
  }

  /** Records whose addresses may have other flags than before. */
  private final List<SourceRecord> otherAddresses = new ArrayList<>();

  List<SourceRecord> otherAddresses() {
    return otherAddresses;
  }

  private void compare(Collection<SourceRecord> records, Set<String> unchanged) {
    counts.read = records.size();
    List<SourceRecord> differing = new ArrayList<>();
    List<SourceRecord> unknown = new ArrayList<>();
    for (SourceRecord record : records) {
      HeldMembers.Held member = byRecord.get(record.id());
      if (member == null) {
        unknown.add(record);
      } else if (!stays(member)
          && !member.removed()
          && pull.trustsHashes
          && (unchanged.contains(record.id()) || Arrays.equals(member.hash(), record.hash()))) {
        counts.unchanged++;
        if (!member.inSource() || !Objects.equals(member.modified(), record.modified())) {
          changes.add(
              new Change(Change.Kind.SEE, member.id(), record, Map.of(), null, InCommon.NOTHING));
        }
      } else if (!stays(member)) {
        differing.add(record);
        otherAddresses.add(record);
      }
    }
    // Before any member is locked: who posts members takes the locks in the same order.
    boolean recordless = !unknown.isEmpty() && others().recordless();
    differing(differing);
    unknown(unknown, recordless);
  }

  /** What others have in the list; none of them adds to it from here on. */
  private HeldMembers.Others others() {
    if (others == null) {
      others = held.lockAddresses(pull.sync().id());
    }
    return others;
  }

  /** Whether a removed member stays away although its record is of the source. */
  private boolean stays(HeldMembers.Held member) {
    if (member.takenOff()) {
      counts.unchanged++;
      return true;
    }
    if (member.removed() && !rules.add()) {
      counts.skipped++;
      keptOut++;
      return true;
    }
    return false;
  }

  private void differing(List<SourceRecord> records) {
    List<Long> members = records.stream().map(record -> heldOf(record).id()).toList();
    Map<Long, HeldMembers.Locked> locked = held.lock(pull.sync().id(), members);
    for (SourceRecord record : records) {
      HeldMembers.Locked now = locked.get(heldOf(record).id());
      if (now != null && !stays(now.held())) {
        differing(record, now.held(), now);
      }
    }
  }

  private void differing(SourceRecord record, HeldMembers.Held member, HeldMembers.Locked locked) {
    Map<String, Object> before = locked.values();
    Map<String, Object> after = merged(record, before);
    InCommon common = pushed.compare(record, locked, after);
    String email = addresses.after(record, after, locked.email());
    boolean same = JsonText.sameAll(before, after) && Objects.equals(email, locked.email());
    if (member.removed()) {
      counts.added++;
      changes.add(new Change(Change.Kind.RETURN, member.id(), record, after, email, common));
    } else if (same) {
      if (rules.update().isEmpty() && differs(record, before)) {
        counts.skipped++;
      } else {
        counts.unchanged++;
      }
      changes.add(new Change(Change.Kind.TOUCH, member.id(), record, Map.of(), email, common));
    } else {
      counts.updated++;
      changes.add(new Change(Change.Kind.UPDATE, member.id(), record, after, email, common));
    }
  }

  private HeldMembers.Held heldOf(SourceRecord record) {
    return Objects.requireNonNull(byRecord.get(record.id()), "only held records are compared");
  }

  private void unknown(List<SourceRecord> records, boolean hasRecordless) {
    Map<String, SourceRecord> lowest = hasRecordless ? lowestByAddress(records) : Map.of();
    Map<String, Long> recordless = held.withoutRecord(pull.sync().id(), lowest.keySet());
    Map<Long, HeldMembers.Locked> locked = held.lock(pull.sync().id(), recordless.values());
    for (SourceRecord record : records) {
      otherAddresses.add(record);
      String key = key(addresses.of(record));
      Long member = key == null || lowest.get(key) != record ? null : recordless.get(key);
      HeldMembers.Locked now = member == null ? null : locked.remove(member);
      if (now != null && !now.hasRecord() && !now.held().removed()) {
        Map<String, Object> after = merged(record, now.values());
        InCommon common = pushed.compare(record, now, after);
        counts.linked++;
        changes.add(
            new Change(
                Change.Kind.LINK,
                now.held().id(),
                record,
                after,
                addresses.after(record, after, null),
                common));
      } else if (rules.add()) {
        counts.added++;
        Change ready = additions.get(record);
        changes.add(ready == null ? NewMembers.addition(pull, record) : ready);
      } else {
        counts.skipped++;
        keptOut++;
      }
    }
  }

  private Map<String, SourceRecord> lowestByAddress(List<SourceRecord> records) {
    Map<String, SourceRecord> lowest = new HashMap<>();
    for (SourceRecord record : records) {
      String key = key(addresses.of(record));
      if (key != null) {
        lowest.merge(
            key, record, (one, other) -> one.id().compareTo(other.id()) <= 0 ? one : other);
      }
    }
    return lowest;
  }

  static @Nullable String key(@Nullable String address) {
    return address == null ? null : address.toLowerCase(Locale.ROOT);
  }

  /** Values of a member afterwards: named columns take Sugar's value, new ones are filled. */
  private Map<String, Object> merged(SourceRecord record, Map<String, Object> before) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      String field = pull.layout.fields().get(i).name();
      Object value = record.value(i);
      if (value == SourceRecord.MISSING || pull.columns.ofBoth(i)) {
        continue;
      }
      boolean fill = pull.newFields.contains(field) && before.get(field) == null;
      if (pull.columns.pulled(i) || fill) {
        if (value == null) {
          after.remove(field);
        } else if (!JsonText.same(before.get(field), value)) {
          after.put(field, value);
        }
      }
    }
    return after;
  }

  /** Whether a record differs from the member in anything but what only a push writes. */
  private boolean differs(SourceRecord record, Map<String, Object> before) {
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      String field = pull.layout.fields().get(i).name();
      Object value = record.value(i);
      boolean onlyPushed = pull.columns.pushed(i) && !pull.columns.pulled(i);
      if (value != SourceRecord.MISSING
          && !onlyPushed
          && !JsonText.same(before.get(field), value)) {
        return true;
      }
    }
    return false;
  }
}
