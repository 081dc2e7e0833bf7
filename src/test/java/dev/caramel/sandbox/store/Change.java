package dev.caramel.sandbox.store;

import dev.caramel.sandbox.data.Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different about one record since the data set was made; of a created record, everything.
 *
 * @param dateModified the record's time, whole seconds
 * @param values the fields that differ; {@link #NOTHING} stands for null
 * @param addresses the record's addresses, or null while they are those of the data set
 * @param teams the record's team ids, the primary one first, or null while they are the data set's
 * @param deleted whether it was deleted (softly, reference 4.8)
 * @param purged whether the tombstone was pruned as well
 */
record Change(
    Instant dateModified,
    Map<String, Object> values,
    @Nullable List<Address> addresses,
    @Nullable List<String> teams,
    boolean deleted,
    boolean purged) {

  /** Stands for null in {@link #values}. */
  static final Object NOTHING = new Object();

  static Change none(Instant dateModified) {
    return new Change(dateModified, Map.of(), null, null, false, false);
  }

  /** Adds values; the given map may hold nulls. */
  Change with(Map<String, ? extends @Nullable Object> more) {
    Map<String, Object> merged = new HashMap<>(values);
    more.forEach((field, value) -> merged.put(field, value == null ? NOTHING : value));
    // Map.copyOf keeps its entries in one array: a million changed rows stay affordable.
    return new Change(dateModified, Map.copyOf(merged), addresses, teams, deleted, purged);
  }

  Change at(Instant time) {
    return new Change(time, values, addresses, teams, deleted, purged);
  }

  Change withAddresses(List<Address> others) {
    return new Change(dateModified, values, List.copyOf(others), teams, deleted, purged);
  }

  Change withTeams(List<String> others) {
    return new Change(dateModified, values, addresses, List.copyOf(others), deleted, purged);
  }

  Change withDeleted(boolean now) {
    return new Change(dateModified, values, addresses, teams, now, purged);
  }

  Change pruned() {
    return new Change(dateModified, values, addresses, teams, true, true);
  }
}
