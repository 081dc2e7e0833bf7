package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.definition.EndpointUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.RouteConfigurationDefinition;

/** Which files stand in for which others. */
final class Dependents {
  private final Map<String, List<LoadedFile>> byRoute = new HashMap<>();
  private final List<LoadedFile> kameletFiles = new ArrayList<>();
  private final Map<Set<String>, List<LoadedFile>> beneathCalls = new HashMap<>();

  private Dependents(Collection<LoadedFile> files) {
    for (LoadedFile file : files) {
      for (String name : file.file().directRoutes()) {
        byRoute.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
      }
      if (file.source().isKamelet()) {
        kameletFiles.add(file);
      }
    }
  }

  /** Paths of the files that a run of one of those syncs and programs goes through. */
  static Set<String> busy(Set<String> running, Collection<LoadedFile> files) {
    Set<String> paths = new TreeSet<>();
    Dependents all = new Dependents(files);
    for (LoadedFile file : files) {
      String runs = file.runs();
      if (runs != null && running.contains(runs)) {
        paths.add(file.source().path());
        all.beneath(file).forEach(other -> paths.add(other.source().path()));
      }
    }
    return paths;
  }

  /** What runs through that file, which is none of its own: ids of syncs, names of programs. */
  static Set<String> users(String path, Collection<LoadedFile> files) {
    boolean canBeGoneThrough =
        files.stream()
            .filter(file -> file.source().path().equals(path))
            .anyMatch(file -> file.source().isKamelet() || !file.file().directRoutes().isEmpty());
    if (!canBeGoneThrough) {
      return Set.of();
    }
    Dependents all = new Dependents(files);
    return files.stream()
        .filter(file -> file.runs() != null && !file.source().path().equals(path))
        .filter(
            file -> all.beneath(file).stream().anyMatch(one -> one.source().path().equals(path)))
        .map(LoadedFile::runs)
        .collect(Collectors.toSet());
  }

  /**
   * The files that a run of that one goes through beside it: routes that are called, and kamelets.
   */
  private List<LoadedFile> beneath(LoadedFile file) {
    List<LoadedFile> found = new ArrayList<>(through(calls(file)));
    Set<String> kamelets =
        Stream.concat(Stream.of(file), found.stream())
            .flatMap(one -> one.file().kamelets().stream())
            .map(EndpointUse::kamelet)
            .collect(Collectors.toSet());
    kameletFiles.stream().filter(one -> kamelets.contains(one.file().stem())).forEach(found::add);
    return found;
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
    return new Dependents(files).through(new TreeSet<>(calls));
  }

  /** A thousand syncs call the same two routes: what lies beneath those is looked for once. */
  private List<LoadedFile> through(Set<String> calls) {
    return beneathCalls.computeIfAbsent(calls, this::reached);
  }

  private List<LoadedFile> reached(Set<String> calls) {
    Map<String, LoadedFile> found = new TreeMap<>();
    Set<String> names = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(calls);
    while (!left.isEmpty()) {
      String name = left.pop();
      if (names.add(name)) {
        for (LoadedFile file : byRoute.getOrDefault(name, List.of())) {
          found.put(file.source().path(), file);
          left.addAll(file.file().directCalls());
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
        && file.file().kamelets().stream()
            .map(EndpointUse::kamelet)
            .anyMatch(changed.file().stem()::equals);
  }
}
