package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.RouteConfigurationDefinition;

/** Which files stand in for which others. */
final class Dependents {
  private Dependents() {}

  /** Paths of the files that a run of one of those syncs goes through. */
  static Set<String> busy(Set<String> runningSyncs, Collection<LoadedFile> files) {
    Set<String> paths = new TreeSet<>();
    for (LoadedFile file : files) {
      if (file.sync() != null && runningSyncs.contains(file.sync().id())) {
        paths.add(file.source().path());
        through(calls(file), files).forEach(other -> paths.add(other.source().path()));
      }
    }
    return paths;
  }

  /** Ids of the syncs whose runs go through that file, which is none of a sync itself. */
  static Set<String> users(String path, Collection<LoadedFile> files) {
    return files.stream()
        .filter(file -> file.sync() != null)
        .filter(
            file ->
                through(calls(file), files).stream()
                    .anyMatch(other -> other.source().path().equals(path)))
        .map(file -> file.sync().id())
        .collect(Collectors.toSet());
  }

  /** What a run of that sync calls: in its route, and for each record. */
  private static Set<String> calls(LoadedFile file) {
    Set<String> calls = new TreeSet<>(file.file().directCalls());
    if (file.sync() != null) {
      Optional.ofNullable(file.sync().definition())
          .flatMap(ListSync::transformRoute)
          .ifPresent(calls::add);
    }
    return calls;
  }

  /**
   * The files that whoever calls those routes goes through, by path.
   *
   * @param calls names of {@code direct:} routes
   */
  static List<LoadedFile> through(Collection<String> calls, Collection<LoadedFile> files) {
    Map<String, LoadedFile> found = new TreeMap<>();
    Set<String> names = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(calls);
    while (!left.isEmpty()) {
      String name = left.pop();
      if (names.add(name)) {
        for (LoadedFile file : files) {
          if (file.file().directRoutes().contains(name)) {
            found.put(file.source().path(), file);
            left.addAll(file.file().directCalls());
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Paths of the files whose routes were built with what that file holds, and must be again. */
  static Set<String> builtWith(LoadedFile changed, Collection<LoadedFile> files) {
    return files.stream()
        .filter(
            file ->
                !file.source().path().equals(changed.source().path())
                    && !file.file().routes().isEmpty())
        .filter(file -> isUnderPolicy(file, changed) || callsKamelet(file, changed))
        .map(file -> file.source().path())
        .collect(Collectors.toSet());
  }

  private static boolean isUnderPolicy(LoadedFile file, LoadedFile changed) {
    for (RouteConfigurationDefinition policy : changed.held().policies()) {
      String id = policy.getId();
      if (id == null
          || !policy.hasCustomIdAssigned()
          || file.source().text().contains("routeConfigurationId: " + id)) {
        return true;
      }
    }
    return false;
  }

  private static boolean callsKamelet(LoadedFile file, LoadedFile changed) {
    return changed.source().isKamelet()
        && file.file().uses().stream()
            .filter(use -> use.scheme().equals("kamelet"))
            .map(use -> use.path().split("/", 2)[0])
            .anyMatch(changed.file().stem()::equals);
  }
}
