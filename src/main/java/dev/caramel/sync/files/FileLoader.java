package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.RouteTexts;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.Verdict;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.ProgramFile;
import dev.caramel.sync.program.ProgramLoaded;
import dev.caramel.sync.program.ProgramUnloaded;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Loads one judged file, swaps it, or takes it out; what fails leaves what ran before. */
final class FileLoader implements RouteTexts {
  private static final Logger log = LoggerFactory.getLogger(FileLoader.class);

  private final RouteSwap swap;
  private final Schedules schedules;
  private final LiveNodes nodes;
  private final SyncRegistry registry;
  private final ProgramRegistry programs;
  private final ListTables lists;
  private final @Nullable Sugar sugar;
  private final ApplicationEventPublisher events;
  private final Map<String, LoadedFile> loaded = new ConcurrentSkipListMap<>();

  /** Paths of files that were right, and could not be loaded. */
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  FileLoader(
      RouteSwap swap,
      Schedules schedules,
      LiveNodes nodes,
      SyncRegistry registry,
      ProgramRegistry programs,
      ListTables lists,
      @Nullable Sugar sugar,
      ApplicationEventPublisher events) {
    this.swap = swap;
    this.schedules = schedules;
    this.nodes = nodes;
    this.registry = registry;
    this.programs = programs;
    this.lists = lists;
    this.sugar = sugar;
    this.events = events;
  }

  Collection<LoadedFile> all() {
    return List.copyOf(loaded.values());
  }

  @Override
  public String behind(String direct) {
    return Dependents.through(List.of(direct), all()).stream()
        .map(file -> file.source().text())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String of(String path) {
    LoadedFile file = loaded.get(path);
    return file == null ? "" : file.source().text();
  }

  @Nullable LoadedFile get(String path) {
    return loaded.get(path);
  }

  /**
   * Loads a file that was found right.
   *
   * @param connection connection of a sync; null for any other file
   * @return what went wrong, if it could not be loaded; then what was loaded before runs on
   */
  Optional<Mistake> load(FileJudge.Read read, Verdict verdict, @Nullable String connection) {
    String path = read.source().path();
    LoadedFile before = loaded.get(path);
    LoadedSync entryBefore = read.sync() == null ? null : registry.held(read.sync().id());
    LoadedProgram programBefore = programs.find(read.file().stem()).orElse(null);
    try {
      if (read.sync() != null && read.sync().definition() != null && connection != null) {
        prepare(read.sync().definition(), path, verdict, connection);
      }
      if (read.isProgram()) {
        RouteFile file = read.file();
        programs.loaded(path, file.routes().get(0).description(), ProgramFile.definition(file));
      }
      prepareSchedule(read);
      RouteSwap.Held held =
          swap.load(
              path, read.file().text(), before == null ? RouteSwap.Held.NOTHING : before.held());
      loaded.put(path, new LoadedFile(read.source(), read.file(), read.sync(), held));
    } catch (Exception e) { // whatever Camel or the database throws, the other files go on
      if (read.isProgram()) {
        programs.restore(read.file().stem(), programBefore);
      }
      failed.add(path);
      bringBack(path, before, read, entryBefore);
      log.debug("{} could not be loaded", path, e);
      return Optional.of(new Mistake(null, "It could not be loaded: " + reason(e)));
    }
    if (read.sync() != null) {
      events.publishEvent(new SyncLoaded(read.sync().id()));
    } else if (read.isProgram()) {
      events.publishEvent(new ProgramLoaded(read.file().stem()));
    }
    return Optional.empty();
  }

  /** The policy of the run asks for the definition when the route is made: it comes first. */
  private void prepare(ListSync sync, String path, Verdict verdict, String connection) {
    State state = verdict.waitsFor().isPresent() ? State.UNVERIFIED : State.READY;
    registry.loaded(path, sync, state, verdict.errors());
    lists.bringUpToDate(sync, connection, module(sync, verdict, connection));
  }

  private Optional<SugarModule> module(ListSync sync, Verdict verdict, String connection) {
    return sugar == null || verdict.waitsFor().isPresent()
        ? Optional.empty()
        : sugar.module(connection, sync.module());
  }

  private void prepareSchedule(FileJudge.Read read) throws Exception {
    boolean program = read.isProgram();
    if ((program || read.sync() != null) && !read.file().routes().isEmpty()) {
      if (read.file().routes().get(0).from().scheme().equals("quartz")) {
        nodes.loads(read.file().stem(), program);
      }
      if (failed.remove(read.source().path())) {
        schedules.removeJobWithoutTrigger(program ? "program" : "sync", read.file().stem());
      }
      schedules.beforeLoad(
          program ? "program" : "sync", read.file().stem(), read.file().routes().get(0).from());
    }
  }

  private void bringBack(
      String path,
      @Nullable LoadedFile before,
      FileJudge.Read read,
      @Nullable LoadedSync entryBefore) {
    if (read.sync() != null) {
      registry.restore(read.sync().id(), entryBefore);
    }
    loaded.remove(path);
    if (before != null) {
      try {
        RouteSwap.Held held = swap.load(path, before.file().text(), RouteSwap.Held.NOTHING);
        loaded.put(path, new LoadedFile(before.source(), before.file(), before.sync(), held));
      } catch (Exception e) {
        log.error("{}: what ran before could not be brought back: {}", path, reason(e), e);
      }
    }
  }

  /** Sugar knows fields now that it lacked before: the list's columns take their types. */
  void bringUpToDate(LoadedFile file, Verdict verdict, String connection) {
    ListSync sync = file.sync() == null ? null : file.sync().definition();
    if (sync != null) {
      lists.bringUpToDate(sync, connection, module(sync, verdict, connection));
    }
  }

  /** A sync that waited for Sugar has been found right. */
  void verified(LoadedFile file, Verdict verdict, String connection) {
    ListSync sync = file.sync() == null ? null : file.sync().definition();
    if (sync != null) {
      lists.bringUpToDate(sync, connection, module(sync, verdict, connection));
      registry.judged(sync.id(), State.READY, verdict.errors());
      log.info("{}: Sugar has confirmed the definition", sync.id());
    }
  }

  /**
   * Stores the schedules again that other nodes removed, because they took this one for dead.
   *
   * @throws RuntimeException what the job store, or a schedule, threw; all others are stored
   */
  void bringSchedulesBack() throws SchedulerException {
    RuntimeException failure = null;
    for (LoadedFile file : schedules.withoutTrigger(all())) {
      try {
        bringScheduleBack(file);
      } catch (RuntimeException e) { // the others come back
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void bringScheduleBack(LoadedFile file) throws SchedulerException {
    if (swap.storeScheduleAgain(file.file().stem()) && schedules.isStored(file)) {
      log.warn(
          "{}: its schedule was gone from the job store and is there again: this node was silent"
              + " for so long that others took it for dead",
          file.source().path());
    }
  }

  /**
   * Takes a file out; the list and the history of a sync stay.
   *
   * @return whether it was loaded
   */
  boolean unload(String path) {
    LoadedFile file = loaded.remove(path);
    if (file == null) {
      return false;
    }
    try {
      swap.remove(file.held());
    } catch (Exception e) { // the file is gone in any case
      log.error("{}: its routes could not be removed: {}", path, reason(e), e);
    }
    if (file.sync() != null) {
      registry.remove(file.sync().id());
      events.publishEvent(new SyncUnloaded(file.sync().id()));
    } else if (file.isProgram()) {
      programs.remove(file.file().stem());
      events.publishEvent(new ProgramUnloaded(file.file().stem()));
    }
    return true;
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
