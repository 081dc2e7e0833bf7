package dev.caramel.sync.files;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.RouteFileReader;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.Surroundings;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.definition.SyncFileReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file and judges it by all rules that need no Sugar, also against the loaded files. */
final class FileJudge {
  private final RouteFileReader routeReader;
  private final SyncFileReader syncReader;

  FileJudge(Clock clock) {
    this.routeReader = new RouteFileReader(clock);
    this.syncReader = new SyncFileReader(routeReader);
  }

  /** A file as read: as a sync file where it stands among the syncs. */
  record Read(RouteText source, RouteFile file, @Nullable SyncFile sync) {}

  Read read(RouteText source) {
    if (source.isSync() && !source.isKamelet()) {
      SyncFile sync = syncReader.read(source.path(), source.text());
      return new Read(source, sync.file(), sync);
    }
    return new Read(source, routeReader.read(source.path(), source.text()), null);
  }

  /**
   * All mistakes of a file.
   *
   * @param others the other files that are loaded
   */
  List<Mistake> judge(Read read, Surroundings surroundings, Collection<LoadedFile> others) {
    SurroundingRules rules = new SurroundingRules(surroundings);
    List<Mistake> mistakes = new ArrayList<>();
    if (read.sync() != null) {
      mistakes.addAll(read.sync().mistakes());
      mistakes.addAll(rules.judge(read.sync()));
    } else {
      mistakes.addAll(read.file().mistakes());
      mistakes.addAll(rules.judge(read.file()));
      checkProgram(read).ifPresent(mistakes::add);
    }
    for (RouteFile.Route route : read.file().routes()) {
      others.stream()
          .filter(other -> !other.source().path().equals(read.source().path()))
          .filter(other -> other.file().routes().stream().anyMatch(r -> clash(r, route)))
          .findFirst()
          .ifPresent(other -> mistakes.add(taken(route, other)));
    }
    return List.copyOf(mistakes);
  }

  private static Optional<Mistake> checkProgram(Read read) {
    return read.source().isProgram()
            && read.file().routes().stream().noneMatch(r -> r.id().equals(read.file().stem()))
            && read.file().mistakes().isEmpty()
        ? Optional.of(
            new Mistake(
                1,
                "A maintenance program's route has the file's name as its id: write id: %s."
                    .formatted(read.file().stem())))
        : Optional.empty();
  }

  private static boolean clash(RouteFile.Route a, RouteFile.Route b) {
    boolean sameStart =
        a.from().scheme().equals("direct")
            && b.from().scheme().equals("direct")
            && a.from().directName().equals(b.from().directName());
    return sameStart || (!a.id().isEmpty() && a.id().equals(b.id()));
  }

  private static Mistake taken(RouteFile.Route route, LoadedFile other) {
    return new Mistake(
        route.line(),
        "The id '%s' belongs to %s already: give this one another name, or delete one of the files."
            .formatted(route.id(), other.source().path()));
  }
}
