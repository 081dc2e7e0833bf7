package dev.caramel.sync.push;

import dev.caramel.sugar.value.JsonText;
import dev.caramel.sync.run.RunConflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of some members, gathered until it is written in one transaction. Only one thread at
 * a time touches it.
 */
final class PushVerdict {
  /** Values that list and Sugar have in common now, by member and field. */
  final Map<Long, Map<String, @Nullable Object>> agreed = new LinkedHashMap<>();

  /** Values that the list takes from Sugar, by member and field. */
  final Map<Long, Map<String, @Nullable Object>> taken = new LinkedHashMap<>();

  /** The list's values that those were compared with. */
  private final Map<Long, Map<String, @Nullable Object>> compared = new LinkedHashMap<>();

  /** Sugar's dates of our own writes. */
  final Map<Long, Instant> modified = new LinkedHashMap<>();

  final Map<Long, Collection<String>> settled = new LinkedHashMap<>();
  final List<PushRejection> rejections = new ArrayList<>();
  final List<RunConflict> conflicts = new ArrayList<>();

  /** Members whose records took a value. */
  final Set<Long> pushed = new LinkedHashSet<>();

  int created;
  int linked;

  /** Members whose records are gone, or that wait for the next run. */
  int skipped;

  void agree(long member, String field, @Nullable Object value) {
    agreed.computeIfAbsent(member, id -> new LinkedHashMap<>()).put(field, value);
  }

  /**
   * Has the list take a value of Sugar's.
   *
   * @param before the list's value that it was compared with
   */
  void take(long member, String field, @Nullable Object value, @Nullable Object before) {
    taken.computeIfAbsent(member, id -> new LinkedHashMap<>()).put(field, value);
    compared.computeIfAbsent(member, id -> new LinkedHashMap<>()).put(field, before);
    agree(member, field, value);
  }

  /** Leaves what was edited since it was compared, and says whether there was any. */
  boolean leaveEdited(long member, Map<String, Object> now) {
    Map<String, @Nullable Object> before = compared.getOrDefault(member, Map.of());
    List<String> edited =
        before.keySet().stream()
            .filter(field -> !JsonText.same(before.get(field), now.get(field)))
            .toList();
    edited.forEach(
        field -> {
          taken.getOrDefault(member, new LinkedHashMap<>()).remove(field);
          agreed.getOrDefault(member, new LinkedHashMap<>()).remove(field);
        });
    return !edited.isEmpty();
  }

  void settle(long member, String field) {
    settled.computeIfAbsent(member, id -> new LinkedHashSet<>()).add(field);
  }

  void reject(DueMember member, @Nullable PushField to, @Nullable Object sent, String reason) {
    String record = member.record().isEmpty() ? null : member.record();
    rejections.add(new PushRejection(member.id(), record, member.email(), to, sent, reason));
  }
}
