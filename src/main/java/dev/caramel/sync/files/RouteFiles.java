package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.LoadedSync;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What others need comes first. */
  static final Comparator<RouteText> ORDER =
      Comparator.comparingInt(RouteText::order).thenComparing(RouteText::path);

  private final FileJudge judge;
  private final SugarJudge sugarJudge;
  private final LateVerdicts lateVerdicts;
  private final FileLoader loader;
  private final SyncRegistry registry;
  private final ProgramRegistry programs;
  private final ProgramNotes programNotes;
  private final JdbcClient database;
  private final @Nullable Sugar sugar;
  private final PendingEdits pending;
  private final SwapGate gate;

  private final Map<String, Refused> refused = new HashMap<>();
  private final Set<String> stale = new HashSet<>();
  private Map<String, RouteText> wanted = Map.of();
  private boolean atStart = true;

  private record Refused(RouteText source, List<Mistake> mistakes) {}

  RouteFiles(
      FileJudge judge,
      SugarJudge sugarJudge,
      LateVerdicts lateVerdicts,
      FileLoader loader,
      SyncRegistry registry,
      ProgramRegistry programs,
      ProgramNotes programNotes,
      JdbcClient database,
      @Nullable Sugar sugar) {
    this.judge = judge;
    this.sugarJudge = sugarJudge;
    this.lateVerdicts = lateVerdicts;
    this.loader = loader;
    this.registry = registry;
    this.programs = programs;
    this.programNotes = programNotes;
    this.database = database;
    this.sugar = sugar;
    this.pending = new PendingEdits(registry, programs);
    this.gate = new SwapGate(registry, loader);
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
    boolean changed = unloadMissing(busy) | lateVerdicts.settleFoundWrong(this::refuse);
    List<RouteText> due = files.values().stream().filter(this::isDue).sorted(ORDER).toList();
    if (!due.isEmpty()) {
      changed |= apply(due, busy);
      if (changed) {
        retryRefused();
      }
    }
    if (changed) {
      lookAtPrograms();
    }
    if (atStart) {
      atStart = false;
      log.info("{} of {} route files are loaded", loader.all().size(), files.size());
    }
    return changed;
  }

  /** Judges again what was refused, and what waited for Sugar. */
  synchronized void judgeAgain() {
    retryRefused();
    lateVerdicts.judgeAll(this::refuse);
    lookAtPrograms();
  }

  private void lookAtPrograms() {
    programNotes.look(loader.all(), refused.keySet(), surroundings(List.of()));
  }

  private boolean unloadMissing(Set<String> busy) {
    boolean changed = false;
    for (LoadedFile file : loader.all()) {
      String path = file.source().path();
      if (!wanted.containsKey(path) && !busy.contains(path) && unload(file)) {
        log.info("{} was deleted: its routes are stopped and removed", path);
        changed = true;
      }
    }
    for (String path : Set.copyOf(refused.keySet())) {
      if (!wanted.containsKey(path)) {
        refused.remove(path);
        registry.forgetDouble(path);
        forgetRefusedSync(path);
        programs.forgetRefused(RouteFile.stem(path), path);
      }
    }
    pending.keepOnly(wanted.keySet());
    lateVerdicts.keepOnly(wanted.keySet());
    return changed;
  }

  /** Unless a run came since it was looked who runs. */
  private boolean unload(LoadedFile file) {
    String path = file.source().path();
    return gate.pass(path, file.runs(), () -> loader.unload(path)).orElse(false);
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
    if (pending.holds(file.path())) {
      return true;
    }
    if (wrong != null) {
      return !wrong.source().sameText(file);
    }
    return now == null || !now.source().sameText(file) || stale.contains(file.path());
  }

  private boolean apply(List<RouteText> due, Set<String> busy) {
    List<FileJudge.Read> reads =
        due.stream().filter(file -> !pending.stillWaits(file, busy)).map(judge::read).toList();
    LoadedSurroundings surroundings = surroundings(reads);
    boolean changed = false;
    for (FileJudge.Read read : reads) {
      changed |= apply(read, surroundings, busy.contains(read.source().path()));
    }
    return changed;
  }

  private boolean apply(FileJudge.Read read, LoadedSurroundings surroundings, boolean busy) {
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
      if (loader.get(read.source().path()) == null) {
        surroundings.lose(read.file());
      }
      return false;
    }
    if (busy) {
      pending.hold(read);
      return false;
    }
    pending.release(read.source().path());
    return load(read, verdict, connection);
  }

  private Verdict verdict(FileJudge.Read read, LoadedSurroundings surroundings, String connection) {
    Verdict verdict = sugarJudge.judge(read.sync(), connection);
    return verdict.withWait(new SurroundingRules(surroundings).waitsFor(read.sync().definition()));
  }

  /** A run that began since it was looked who runs is waited for; one that comes now waits. */
  private boolean load(FileJudge.Read read, Verdict verdict, @Nullable String connection) {
    Optional<Boolean> loaded =
        gate.pass(read.source().path(), runs(read), () -> swap(read, verdict, connection));
    if (loaded.isEmpty()) {
      pending.hold(read);
    }
    return loaded.orElse(false);
  }

  private static @Nullable String runs(FileJudge.Read read) {
    if (read.sync() != null) {
      return read.sync().id();
    }
    return read.isProgram() ? ProgramRegistry.key(read.file().stem()) : null;
  }

  private boolean swap(FileJudge.Read read, Verdict verdict, @Nullable String connection) {
    String path = read.source().path();
    boolean isNew = loader.get(path) == null;
    Optional<Mistake> failure = loader.load(read, verdict, connection);
    if (failure.isPresent()) {
      refuse(read, List.of(failure.get()));
      return false;
    }
    refused.remove(path);
    registry.forgetDouble(path);
    boolean wasStale = stale.remove(path);
    LoadedFile file = loader.get(path);
    if (!isNew && !wasStale && file != null) {
      stale.addAll(Dependents.builtWith(file, loader.all()));
    }
    if (read.sync() != null && verdict.isGood()) {
      lateVerdicts.remember(read.source());
    }
    Words.loaded(log, read, verdict, isNew, atStart);
    return true;
  }

  private void refuse(FileJudge.Read read, List<Mistake> mistakes) {
    String path = read.source().path();
    pending.release(path);
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
    } else if (read.isProgram()) {
      programs.refused(read.file().stem(), path, sorted);
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
    } else {
      registry.doubled(path, id);
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
      apply(again, Dependents.busy(registry.running(), loader.all()));
    }
  }

  private LoadedSurroundings surroundings(List<FileJudge.Read> reads) {
    List<FileJudge.Read> files = new ArrayList<>(reads);
    Set<String> dueNow =
        reads.stream().map(read -> read.source().path()).collect(Collectors.toSet());
    loader.all().stream()
        .filter(file -> !dueNow.contains(file.source().path()))
        .map(file -> new FileJudge.Read(file.source(), file.file(), file.sync()))
        .forEach(files::add);
    return new LoadedSurroundings(database, sugar, files, registry::isVerified);
  }
}
