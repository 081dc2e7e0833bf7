package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.Surroundings;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.program.KnownList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a routes directory as the command {@code check} sees them: judged like those of a
 * running program, but with nothing loaded, and without a database.
 */
final class CheckedFiles {
  private final FileJudge judge;
  private final Map<String, RouteText> own;
  private final List<FileJudge.Read> reads;
  private final List<String> connections;

  /**
   * @param own the files of the directory, by path
   * @param connections names of the configured connections; empty where they are not known
   */
  CheckedFiles(FileJudge judge, Map<String, RouteText> own, List<String> connections) {
    this.judge = judge;
    this.own = own;
    this.connections = connections;
    Map<String, RouteText> all = new TreeMap<>(ShippedRoutes.read());
    all.putAll(own);
    this.reads = all.values().stream().sorted(RouteFiles.ORDER).map(judge::read).toList();
  }

  /** How many files the directory holds. */
  int count() {
    return own.size();
  }

  /** The sync files whose definition could be read, at least in part. */
  List<SyncFile> syncs() {
    return own()
        .flatMap(read -> Stream.ofNullable(read.sync()))
        .filter(sync -> sync.definition() != null)
        .toList();
  }

  private Stream<FileJudge.Read> own() {
    return reads.stream().filter(read -> own.containsKey(read.source().path()));
  }

  /** All that is wrong without asking Sugar. */
  List<CheckFinding> judge() {
    List<CheckFinding> findings = new ArrayList<>();
    Surroundings surroundings = surroundings();
    List<LoadedFile> before = new ArrayList<>();
    for (FileJudge.Read read : reads) {
      String path = read.source().path();
      if (own.containsKey(path)) {
        judge
            .judge(read, surroundings, before)
            .forEach(mistake -> findings.add(CheckFinding.mistake(path, mistake)));
      }
      before.add(new LoadedFile(read.source(), read.file(), read.sync(), RouteSwap.Held.NOTHING));
    }
    findings.addAll(sharedPushes());
    findings.addAll(latePrograms());
    return findings;
  }

  /**
   * Programs that are scheduled after the syncs they feed; how long they take nobody knows here.
   */
  private List<CheckFinding> latePrograms() {
    ProgramTiming timing = new ProgramTiming(Clock.systemUTC(), program -> Duration.ZERO);
    SurroundingRules rules = new SurroundingRules(surroundings());
    List<SyncFile> syncs = syncs();
    return own()
        .filter(FileJudge.Read::isProgram)
        .flatMap(
            read ->
                timing.of(read, syncs, sync -> rules.reached(sync.file())).stream()
                    .map(note -> CheckFinding.note(read.source().path(), note)))
        .toList();
  }

  private List<CheckFinding> sharedPushes() {
    List<LoadedSync> syncs = syncs().stream().map(CheckedFiles::entry).toList();
    SharedPushes shared = new SharedPushes(syncs);
    return syncs.stream()
        .flatMap(sync -> shared.of(sync).stream().map(note -> CheckFinding.note(sync.file(), note)))
        .toList();
  }

  private static LoadedSync entry(SyncFile file) {
    ListSync definition = file.definition();
    return new LoadedSync(
        file.id(), file.file().path(), LoadedSync.State.READY, List.of(), null, definition);
  }

  /** Files that somebody may take for route files, by their names. */
  static List<CheckFinding> misnamed(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".yaml") || path.endsWith(".yml"))
          .filter(path -> !RoutesDirectory.isRouteFile(path))
          .sorted()
          .map(
              path ->
                  CheckFinding.note(
                      path,
                      new Mistake(
                          null,
                          "This is not loaded: a route file's name begins with a letter or digit and ends in .camel.yaml.")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + directory + " cannot be read", e);
    }
  }

  /** All routes are there, those of wrong files, too: one mistake is told once. */
  private Surroundings surroundings() {
    Map<String, Set<String>> routes = new HashMap<>();
    for (FileJudge.Read read : reads) {
      RouteFile file = read.file();
      for (String name : file.directRoutes()) {
        routes.computeIfAbsent(name, key -> new HashSet<>()).addAll(file.directCalls());
      }
    }
    Map<String, KnownList> lists = new TreeMap<>();
    reads.stream()
        .flatMap(read -> Stream.ofNullable(read.sync()))
        .flatMap(sync -> Stream.ofNullable(sync.definition()))
        .forEach(definition -> lists.put(definition.id(), KnownList.of(definition)));
    Set<String> kamelets =
        reads.stream()
            .filter(read -> read.source().isKamelet())
            .map(read -> read.file().stem())
            .collect(Collectors.toSet());
    return new WithoutDatabase(routes, connections, lists, kamelets);
  }

  /** What can be known of a file's surroundings without a database. */
  private record WithoutDatabase(
      Map<String, Set<String>> directRoutes,
      List<String> known,
      Map<String, KnownList> knownLists,
      Set<String> kamelets)
      implements Surroundings {
    @Override
    public Optional<Collection<String>> accounts() {
      return Optional.empty();
    }

    @Override
    public Optional<Collection<String>> connections() {
      return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    @Override
    public boolean hasSegment(String list, String segment) {
      return true;
    }

    @Override
    public Collection<String> lists() {
      return knownLists.keySet();
    }

    @Override
    public Optional<KnownList> list(String id) {
      return Optional.ofNullable(knownLists.get(id));
    }
  }
}
