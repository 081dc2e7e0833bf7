package dev.caramel.sync.files;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.EndpointUse;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.RouteFileReader;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.Surroundings;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.definition.SyncFileReader;
import dev.caramel.sync.program.ProgramFile;
import dev.caramel.sync.program.ProgramRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  record Read(RouteText source, RouteFile file, @Nullable SyncFile sync) {
    /** Whether it is the file of a maintenance program. */
    boolean isProgram() {
      return source.isProgram() && !source.isKamelet();
    }
  }

  Read read(RouteText source) {
    if (source.isSync() && !source.isKamelet()) {
      SyncFile sync = syncReader.read(source.path(), source.text());
      return new Read(source, sync.file(), sync);
    }
    RouteFile file = routeReader.read(source.path(), source.text());
    boolean program = source.isProgram() && !source.isKamelet();
    return new Read(source, program ? ProgramFile.callable(file) : file, null);
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
      if (read.isProgram() && read.file().mistakes().isEmpty()) {
        mistakes.addAll(ProgramRules.judgeRoute(read.file()));
      }
    }
    for (RouteFile.Route route : read.file().routes()) {
      others.stream()
          .filter(other -> !other.source().path().equals(read.source().path()))
          .filter(other -> other.file().routes().stream().anyMatch(r -> clash(r, route)))
          .findFirst()
          .ifPresent(other -> mistakes.add(taken(route, other)));
    }
    for (EndpointUse use : read.file().kamelets()) {
      others.stream()
          .filter(other -> !other.source().path().equals(read.source().path()))
          .filter(other -> holds(other.file(), use.kameletRoute()))
          .findFirst()
          .ifPresent(other -> mistakes.add(taken(use, other)));
    }
    return List.copyOf(mistakes);
  }

  private static boolean holds(RouteFile file, String route) {
    return !route.isEmpty()
        && (file.routes().stream().anyMatch(r -> r.id().equals(route))
            || file.kamelets().stream().anyMatch(use -> use.kameletRoute().equals(route)));
  }

  private static Mistake taken(EndpointUse use, LoadedFile other) {
    return new Mistake(
        use.line(),
        "The name '%s' of the kamelet's call belongs to %s already: give this one another name."
            .formatted(use.kameletRoute(), other.source().path()));
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
