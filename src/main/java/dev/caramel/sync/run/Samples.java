package dev.caramel.sync.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dry run would have done: up to twenty changes of each kind. */
public final class Samples {
  private static final int EACH = 20;

  private final Map<String, List<Sample>> byKind = new LinkedHashMap<>();

  /**
   * One change.
   *
   * @param record id of the Sugar record
   * @param email primary address, or null
   * @param columns new values by column, or the cause of a removal
   */
  public record Sample(String record, @Nullable String email, Map<String, ?> columns) {}

  /** Whether another sample of that kind is wanted. */
  public synchronized boolean wants(String kind) {
    return byKind.getOrDefault(kind, List.of()).size() < EACH;
  }

  /** Keeps a change, unless there are enough of its kind. */
  public synchronized void add(String kind, Sample sample) {
    if (wants(kind)) {
      byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(sample);
    }
  }

  synchronized Map<String, List<Sample>> byKind() {
    return new LinkedHashMap<>(byKind);
  }
}
