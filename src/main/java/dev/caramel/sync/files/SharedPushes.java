package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fields that several syncs push: each would undo what the others wrote. */
final class SharedPushes {
  /** Others that are named; of a thousand syncs that all push one field, the rest is counted. */
  private static final int NAMED = 3;

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
        .flatMap(target -> notes(sync.id(), target).stream())
        .toList();
  }

  private List<Mistake> notes(String sync, Target target) {
    Set<String> all = syncsByTarget.getOrDefault(target, Set.of());
    List<String> others = all.stream().filter(other -> !other.equals(sync)).toList();
    List<Mistake> notes =
        others.stream()
            .limit(NAMED)
            .map(other -> note("The sync '%s' pushes".formatted(other), target))
            .collect(Collectors.toCollection(ArrayList::new));
    int more = others.size() - notes.size();
    if (more > 0) {
      notes.add(note(more == 1 ? "One more sync pushes" : more + " more syncs push", target));
    }
    return notes;
  }

  private static Mistake note(String who, Target target) {
    return new Mistake(
        null,
        "%s the field '%s' of %s, too: both write it where they share a record."
            .formatted(who, target.field(), target.module()));
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
