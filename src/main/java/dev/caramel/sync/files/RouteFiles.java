package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings what Camel holds to what the files say: each file by itself, judged before it is swapped.
 * One wrong file never keeps others from loading, and never stops what ran before.
 */
final class RouteFiles {
  private static final Logger log = LoggerFactory.getLogger(RouteFiles.class);
  private static final Comparator<RouteText> ORDER =
      Comparator.comparingInt(RouteText::order).thenComparing(RouteText::path);

  private final FileJudge judge;
  private final SugarJudge sugarJudge;
  private final FileLoader loader;
  private final SyncRegistry registry;
  private final JdbcClient database;
  private final @Nullable Sugar sugar;

  private final Map<String, Refused> refused = new HashMap<>();
  private final Map<String, Waiting> pending = new HashMap<>();
  private final Map<String, RouteText> lastVerified = new HashMap<>();
  private final Set<String> stale = new HashSet<>();
  private Map<String, RouteText> wanted = Map.of();

  private record Refused(RouteText source, List<Mistake> mistakes) {}

  private record Waiting(RouteText source, @Nullable LoadedSync before) {}

  RouteFiles(
      FileJudge judge,
      SugarJudge sugarJudge,
      FileLoader loader,
      SyncRegistry registry,
      JdbcClient database,
      @Nullable Sugar sugar) {
    this.judge = judge;
    this.sugarJudge = sugarJudge;
    this.loader = loader;
    this.registry = registry;
    this.database = database;
    this.sugar = sugar;
  }

  /**
   * Loads what is new or changed, takes out what is gone, and applies what waited for a run.
   *
   * @param files all files that there are, by path
   * @return whether anything was loaded or taken out
   */
  synchronized boolean bringTo(Map<String, RouteText> files) {
    wanted = files;
    Set<String> busy = Dependents.busy(registry.running(), loader.all());
    boolean changed = unloadMissing(busy);
    List<RouteText> due = files.values().stream().filter(this::isDue).sorted(ORDER).toList();
    if (!due.isEmpty()) {
      changed |= apply(due, busy);
      if (changed) {
        retryRefused();
      }
    }
    return changed;
  }

  /** Judges again what was refused, and what waited for Sugar. */
  synchronized void judgeAgain() {
    retryRefused();
    for (LoadedFile file : loader.all()) {
      if (file.sync() != null && isUnverified(file.sync().id())) {
        settle(file, sugarJudge.judge(file.sync(), connection(file)));
      }
    }
  }

  /** Judges one sync for the run that begins; a wrong one is taken out when the run has ended. */
  List<Mistake> verify(String id) {
    LoadedFile file;
    synchronized (this) {
      file =
          loader.all().stream()
              .filter(f -> f.sync() != null && f.sync().id().equals(id))
              .findFirst()
              .orElse(null);
    }
    if (file == null) {
      return List.of();
    }
    Verdict verdict = sugarJudge.judgeNow(file.sync(), connection(file));
    if (verdict.isGood()) {
      loader.verified(file, verdict, connection(file));
    }
    return verdict.mistakes();
  }

  private boolean isUnverified(String id) {
    return registry.find(id).map(sync -> sync.state() == State.UNVERIFIED).orElse(false);
  }

  private boolean unloadMissing(Set<String> busy) {
    boolean changed = false;
    for (LoadedFile file : loader.all()) {
      String path = file.source().path();
      if (!wanted.containsKey(path) && !busy.contains(path)) {
        loader.unload(path);
        log.info("{} was deleted: its routes are stopped and removed", path);
        changed = true;
      }
    }
    for (String path : Set.copyOf(refused.keySet())) {
      if (!wanted.containsKey(path)) {
        refused.remove(path);
        forgetRefusedSync(path);
      }
    }
    pending.keySet().retainAll(wanted.keySet());
    lastVerified.keySet().retainAll(wanted.keySet());
    return changed;
  }

  private void forgetRefusedSync(String path) {
    String id = RouteFile.stem(path);
    LoadedSync entry = registry.held(id);
    if (entry != null && entry.definition() == null && entry.file().equals(path)) {
      registry.remove(id);
    }
  }

  private boolean isDue(RouteText file) {
    LoadedFile now = loader.get(file.path());
    Refused wrong = refused.get(file.path());
    Waiting waiting = pending.get(file.path());
    if (waiting != null) {
      return true;
    }
    if (wrong != null) {
      return !wrong.source().sameText(file);
    }
    return now == null || !now.source().sameText(file) || stale.contains(file.path());
  }

  private boolean apply(List<RouteText> due, Set<String> busy) {
    LoadedSurroundings surroundings = surroundings(due);
    boolean changed = false;
    for (RouteText file : due) {
      Waiting waiting = pending.get(file.path());
      boolean stillWaits = busy.contains(file.path()) && waiting != null;
      if (!stillWaits || !waiting.source().sameText(file)) {
        changed |= apply(file, surroundings, busy.contains(file.path()));
      }
    }
    return changed;
  }

  private boolean apply(RouteText file, LoadedSurroundings surroundings, boolean busy) {
    FileJudge.Read read = judge.read(file);
    List<Mistake> mistakes = new ArrayList<>(judge.judge(read, surroundings, loader.all()));
    String connection = null;
    Verdict verdict = new Verdict(List.of(), Optional.empty(), List.of());
    if (read.sync() != null && read.sync().definition() != null) {
      connection = surroundings.connection(read.sync().definition());
      verdict = verdict(read, surroundings, connection);
      mistakes.addAll(verdict.mistakes());
    }
    if (!mistakes.isEmpty()) {
      refuse(read, mistakes);
      return false;
    }
    if (busy) {
      hold(read);
      return false;
    }
    release(file.path());
    return load(read, verdict, connection);
  }

  private Verdict verdict(FileJudge.Read read, LoadedSurroundings surroundings, String connection) {
    Verdict verdict = sugarJudge.judge(read.sync(), connection);
    Optional<Mistake> segment =
        new SurroundingRules(surroundings).waitsFor(read.sync().definition());
    return segment.isPresent() && verdict.waitsFor().isEmpty()
        ? new Verdict(verdict.mistakes(), segment, verdict.notes())
        : verdict;
  }

  private boolean load(FileJudge.Read read, Verdict verdict, @Nullable String connection) {
    String path = read.source().path();
    boolean isNew = loader.get(path) == null;
    Optional<Mistake> failure = loader.load(read, verdict, connection);
    if (failure.isPresent()) {
      refuse(read, List.of(failure.get()));
      return false;
    }
    refused.remove(path);
    boolean wasStale = stale.remove(path);
    LoadedFile file = loader.get(path);
    if (!isNew && !wasStale && file != null) {
      stale.addAll(Dependents.builtWith(file, loader.all()));
    }
    if (read.sync() != null && verdict.isGood()) {
      lastVerified.put(path, read.source());
    }
    Words.loaded(log, read, verdict, isNew);
    return true;
  }

  private void refuse(FileJudge.Read read, List<Mistake> mistakes) {
    String path = read.source().path();
    release(path);
    List<Mistake> sorted =
        new LinkedHashSet<>(mistakes)
            .stream()
                .sorted(
                    Comparator.comparing(
                        Mistake::line, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    Refused before = refused.put(path, new Refused(read.source(), sorted));
    stale.remove(path);
    if (read.sync() != null) {
      tellRegistry(read.sync().id(), path, sorted);
    }
    if (before == null || !before.mistakes().equals(sorted)) {
      Words.refused(log, read.source(), sorted, loader.get(path) != null);
    }
  }

  /** A second file of one id must not change what is known of the first. */
  private void tellRegistry(String id, String path, List<Mistake> mistakes) {
    LoadedSync held = registry.held(id);
    if (held == null || held.file().equals(path)) {
      registry.refused(id, path, mistakes);
    }
  }

  private void hold(FileJudge.Read read) {
    String path = read.source().path();
    Waiting before = pending.get(path);
    LoadedSync entry = before == null ? entry(read) : before.before();
    pending.put(path, new Waiting(read.source(), entry));
    if (read.sync() != null) {
      registry.pending(read.sync().id());
    }
    if (before == null) {
      log.info("{} was changed while a run goes through it: the change waits for its end", path);
    }
  }

  private @Nullable LoadedSync entry(FileJudge.Read read) {
    return read.sync() == null ? null : registry.held(read.sync().id());
  }

  private void release(String path) {
    Waiting waiting = pending.remove(path);
    if (waiting != null && waiting.before() != null) {
      registry.restore(waiting.before().id(), waiting.before());
    }
  }

  private void retryRefused() {
    List<RouteText> again =
        refused.values().stream()
            .map(Refused::source)
            .filter(file -> file.equals(wanted.get(file.path())))
            .sorted(ORDER)
            .toList();
    if (!again.isEmpty()) {
      Set<String> busy = Dependents.busy(registry.running(), loader.all());
      LoadedSurroundings surroundings = surroundings(again);
      again.forEach(file -> apply(file, surroundings, busy.contains(file.path())));
    }
  }

  /** What Sugar said at last of a sync that was loaded unverified. */
  private void settle(LoadedFile file, Verdict verdict) {
    String path = file.source().path();
    if (verdict.isGood()) {
      loader.verified(file, verdict, connection(file));
      lastVerified.put(path, file.source());
    } else if (!verdict.mistakes().isEmpty() && !isBusy(path)) {
      RouteText before = lastVerified.get(path);
      if (before == null) {
        loader.unload(path);
      } else {
        FileJudge.Read read = judge.read(before);
        loader.load(read, new Verdict(List.of(), Optional.empty(), List.of()), connection(file));
      }
      refuse(new FileJudge.Read(file.source(), file.file(), file.sync()), verdict.mistakes());
    }
  }

  private boolean isBusy(String path) {
    return Dependents.busy(registry.running(), loader.all()).contains(path);
  }

  private String connection(LoadedFile file) {
    return new LoadedSurroundings(database, sugar, List.of())
        .connection(Objects.requireNonNull(file.sync().definition()));
  }

  private LoadedSurroundings surroundings(List<RouteText> due) {
    List<RouteFile> files = new ArrayList<>();
    Set<String> dueNow = new HashSet<>();
    for (RouteText file : due) {
      dueNow.add(file.path());
      files.add(judge.read(file).file());
    }
    loader.all().stream()
        .filter(file -> !dueNow.contains(file.source().path()))
        .map(LoadedFile::file)
        .forEach(files::add);
    return new LoadedSurroundings(database, sugar, files);
  }
}
