package dev.caramel.sandbox.filter;

import dev.caramel.sandbox.store.Collation;
import dev.caramel.sandbox.store.TimeKey;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a table a condition can match at all: what an index would be used for. It may be
 * too large, never too small.
 *
 * @param ids the ids of {@code module} that can match, or null for any
 * @param afterId ids that come after this one, exclusively; empty for any
 * @param after a place in the order of time and id, exclusively
 * @param until the last second, or null for any
 */
record Reach(@Nullable Set<String> ids, String afterId, TimeKey after, @Nullable Instant until) {

  private static final TimeKey START = new TimeKey(Instant.MIN, "");

  /** Everything. */
  static final Reach ALL = new Reach(null, "", START, null);

  static Reach ofIds(Set<String> ids) {
    Set<String> sorted = new TreeSet<>(Collation.ORDER);
    sorted.addAll(ids);
    return new Reach(sorted, "", START, null);
  }

  static Reach afterId(String id) {
    return new Reach(null, id, START, null);
  }

  static Reach between(@Nullable Instant from, @Nullable Instant until) {
    return new Reach(null, "", from == null ? START : new TimeKey(from, ""), until);
  }

  boolean bounded() {
    return ids != null || !after.equals(START) || until != null;
  }

  /** What both can match. */
  Reach and(Reach other) {
    Set<String> both = ids == null ? other.ids : ids;
    if (ids != null && other.ids != null) {
      both = new TreeSet<>(Collation.ORDER);
      both.addAll(ids);
      both.retainAll(other.ids);
    }
    String laterId = Collation.ORDER.compare(afterId, other.afterId) >= 0 ? afterId : other.afterId;
    TimeKey later = after.compareTo(other.after) >= 0 ? after : other.after;
    Instant earlier =
        until == null || (other.until != null && other.until.isBefore(until)) ? other.until : until;
    if (earlier != null && later.time().equals(earlier) && later.id().isEmpty()) {
      // One second only: within it the order is that of the ids.
      later = new TimeKey(earlier, laterId);
    }
    return new Reach(both, laterId, later, earlier);
  }

  /** What either can match. */
  Reach or(Reach other) {
    Set<String> either = null;
    if (ids != null && other.ids != null) {
      either = new TreeSet<>(Collation.ORDER);
      either.addAll(ids);
      either.addAll(other.ids);
    }
    String earlierId =
        Collation.ORDER.compare(afterId, other.afterId) <= 0 ? afterId : other.afterId;
    TimeKey earlier = after.compareTo(other.after) <= 0 ? after : other.after;
    Instant later = null;
    if (until != null && other.until != null) {
      later = until.isAfter(other.until) ? until : other.until;
    }
    return new Reach(either, earlierId, earlier, later);
  }
}
