package dev.caramel.sandbox.store;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in the order of {@code date_modified:ASC,id:ASC}.
 *
 * @param time whole seconds
 * @param id the id; an empty one lies before all records of that second
 */
public record TimeKey(Instant time, String id) implements Comparable<TimeKey> {

  private static final Comparator<TimeKey> ORDER =
      Comparator.comparing(TimeKey::time).thenComparing(TimeKey::id, Collation.ORDER);

  @Override
  public int compareTo(TimeKey other) {
    return ORDER.compare(this, other);
  }
}
