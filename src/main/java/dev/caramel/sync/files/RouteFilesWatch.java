package dev.caramel.sync.files;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Loads all files at the start, watches the folder, and keeps the node's beat. One thread at a time
 * loads files and says what is loaded.
 */
final class RouteFilesWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteFilesWatch.class);
  private static final long BEAT = 10_000;
  private static final long FIRST_JUDGE = 5_000;
  private static final long JUDGE = 60_000;
  private static final long LAST_WORK = 5_000;

  private final RoutesSettings settings;
  private final RoutesDirectory directory;
  private final RouteFiles files;
  private final FileLoader loader;
  private final Schedules schedules;
  private final LiveNodes nodes;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("route-files-"));
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("node-beat-"));
  private final List<Future<?>> clockwork = new ArrayList<>();
  private Map<String, RouteText> shipped = Map.of();
  private Map<String, RouteText> lastSeen = Map.of();
  private boolean present;

  RouteFilesWatch(
      RoutesSettings settings,
      RouteFiles files,
      FileLoader loader,
      Schedules schedules,
      LiveNodes nodes,
      Clock clock) {
    this.settings = settings;
    this.directory = new RoutesDirectory(settings.directory(), clock);
    this.files = files;
    this.loader = loader;
    this.schedules = schedules;
    this.nodes = nodes;
  }

  /** Loads everything, lets the schedules fire, and begins to watch. */
  synchronized void start(Map<String, RouteText> shippedRoutes) throws SchedulerException {
    shipped = shippedRoutes;
    present = directory.exists();
    if (present) {
      lastSeen = directory.readNow();
      log.info("Routes directory: {}", directory.path().toAbsolutePath());
    } else {
      log.warn(
          "There is no routes directory {}: only the shipped routes are loaded. It is watched until"
              + " it comes; another one is set with caramel.routes.directory.",
          directory.path().toAbsolutePath());
    }
    // Beats before: a thousand files take longer than a node may be silent.
    every(heart, "beat", this::beat, BEAT, BEAT);
    files.bringTo(overlaid());
    tellNodes();
    schedules.start();
    long poll = settings.pollInterval().toMillis();
    every(worker, "look at the routes directory", this::look, poll, poll);
    every(worker, "judge waiting files again", this::judgeAgain, FIRST_JUDGE, JUDGE);
  }

  private void every(
      ScheduledExecutorService thread, String what, Runnable work, long first, long millis) {
    clockwork.add(
        thread.scheduleWithFixedDelay(guarded(what, work), first, millis, TimeUnit.MILLISECONDS));
  }

  /** Looks at once, as when a run has ended and an edit may have waited for it. */
  void lookSoon() {
    if (!worker.isShutdown()) {
      worker.execute(guarded("look at the routes directory", this::look));
    }
  }

  /** Judges again at once what waits, as when something that it waited for has come. */
  void judgeSoon() {
    if (!worker.isShutdown()) {
      worker.execute(guarded("judge waiting files again", this::judgeAgain));
    }
  }

  private synchronized void look() {
    boolean exists = directory.exists();
    if (exists != present) {
      present = exists;
      if (exists) {
        log.info("The routes directory {} is there now", directory.path());
      } else {
        log.warn("The routes directory {} is gone: what is loaded runs on", directory.path());
      }
    }
    if (exists) {
      lastSeen = directory.look();
    }
    if (files.bringTo(overlaid())) {
      tellNodes();
    }
  }

  private synchronized void judgeAgain() {
    files.judgeAgain();
    tellNodes();
  }

  /** Says that this node lives; what others removed while it seemed dead is brought back. */
  void beat() {
    nodes.beat();
    if (nodes.seemedDead() && !worker.isShutdown()) {
      worker.execute(guarded("bring schedules back", this::bringSchedulesBack));
    }
  }

  private synchronized void bringSchedulesBack() {
    int silences = nodes.silences();
    if (!nodes.seemedDead()) {
      return;
    }
    nodes.holds(ids(true), ids(false));
    try {
      loader.bringSchedulesBack();
    } catch (SchedulerException e) {
      throw new IllegalStateException("The stored schedules cannot be read", e);
    }
    nodes.madeUpFor(silences);
  }

  /** The shipped routes, with those of the directory in the place of the same path. */
  private Map<String, RouteText> overlaid() {
    Map<String, RouteText> all = new TreeMap<>(shipped);
    all.putAll(lastSeen);
    return all;
  }

  private void tellNodes() {
    nodes.holds(ids(true), ids(false));
    nodes.whileNoScheduleComes(schedules::removeLeftOver);
  }

  private Set<String> ids(boolean syncs) {
    return loader.all().stream()
        .filter(file -> syncs ? file.sync() != null : file.isProgram())
        .map(file -> file.file().stem())
        .collect(Collectors.toSet());
  }

  /** A thread of an executor must not die of one failure: it is told, and tried again. */
  private static Runnable guarded(String what, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.error("Could not {}: {}", what, e.getMessage(), e);
      }
    };
  }

  @Override
  public void close() {
    clockwork.forEach(work -> work.cancel(false));
    worker.shutdown();
    heart.shutdown();
    try {
      if (!worker.awaitTermination(LAST_WORK, TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
