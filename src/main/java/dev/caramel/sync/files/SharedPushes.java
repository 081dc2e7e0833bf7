package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds fields that several syncs push: each would undo what the others wrote. */
final class SharedPushes {
  private SharedPushes() {}

  /** What is to be said of that sync; nothing where its fields are its own. */
  static List<Mistake> of(LoadedSync sync, Collection<LoadedSync> all) {
    ListSync definition = sync.definition();
    if (definition == null || definition.push() == null) {
      return List.of();
    }
    Set<String> fields = pushed(definition);
    return all.stream()
        .map(LoadedSync::definition)
        .filter(Objects::nonNull)
        .filter(other -> !other.id().equals(sync.id()) && sameModule(other, definition))
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .flatMap(
            other -> {
              Set<String> shared = new TreeSet<>(pushed(other));
              shared.retainAll(fields);
              return shared.stream().map(field -> note(field, definition, other));
            })
        .toList();
  }

  private static Mistake note(String field, ListSync sync, ListSync other) {
    return new Mistake(
        null,
        "The sync '%s' pushes the field '%s' of %s, too: both write it where they share a record."
            .formatted(other.id(), field, sync.module()));
  }

  private static boolean sameModule(ListSync a, ListSync b) {
    return a.module().equals(b.module()) && Objects.equals(a.connection(), b.connection());
  }

  private static Set<String> pushed(ListSync sync) {
    if (sync.push() == null) {
      return Set.of();
    }
    return sync.push().update().stream()
        .flatMap(column -> sync.column(column).stream())
        .map(ListSync.Column::field)
        .collect(Collectors.toSet());
  }
}
