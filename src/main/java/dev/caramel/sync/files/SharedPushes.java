package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fields that several syncs push: each would undo what the others wrote. */
final class SharedPushes {
  private final Map<Target, Set<String>> syncsByTarget = new HashMap<>();

  private record Target(String connection, String module, String field) {}

  SharedPushes(Collection<LoadedSync> syncs) {
    for (LoadedSync sync : syncs) {
      if (sync.definition() != null) {
        for (Target target : targets(sync.definition())) {
          syncsByTarget.computeIfAbsent(target, key -> new TreeSet<>()).add(sync.id());
        }
      }
    }
  }

  /** What is to be said of that sync; nothing where its fields are its own. */
  List<Mistake> of(LoadedSync sync) {
    if (sync.definition() == null) {
      return List.of();
    }
    return targets(sync.definition()).stream()
        .flatMap(
            target ->
                syncsByTarget.getOrDefault(target, Set.of()).stream()
                    .filter(other -> !other.equals(sync.id()))
                    .map(other -> note(other, target)))
        .toList();
  }

  private static Mistake note(String other, Target target) {
    return new Mistake(
        null,
        "The sync '%s' pushes the field '%s' of %s, too: both write it where they share a record."
            .formatted(other, target.field(), target.module()));
  }

  private static List<Target> targets(ListSync sync) {
    if (sync.push() == null) {
      return List.of();
    }
    String connection = sync.connection() == null ? "" : sync.connection();
    return sync.push().update().stream()
        .flatMap(column -> sync.column(column).stream())
        .map(column -> new Target(connection, sync.module(), column.field()))
        .toList();
  }
}
