package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sugar's word on syncs that were loaded before Sugar could be asked. */
final class LateVerdicts {
  private final FileJudge judge;
  private final SugarJudge sugarJudge;
  private final FileLoader loader;
  private final SyncRegistry registry;
  private final JdbcClient database;
  private final @Nullable Sugar sugar;
  private final Map<String, RouteText> lastVerified = new HashMap<>();
  private final Set<String> foundWrong = ConcurrentHashMap.newKeySet();

  LateVerdicts(
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

  /** Takes note of what is wrong in a file. */
  interface Refusal {
    void refuse(FileJudge.Read read, List<Mistake> mistakes);
  }

  /** A file was found right by Sugar: it is what comes back if a later one proves wrong. */
  void remember(RouteText file) {
    lastVerified.put(file.path(), file);
  }

  void keepOnly(Collection<String> paths) {
    lastVerified.keySet().retainAll(paths);
  }

  /** Asks again about all that wait. */
  void judgeAll(Refusal refusal) {
    for (LoadedFile file : loader.all()) {
      if (file.sync() != null && isUnverified(file.sync().id())) {
        settle(file, judged(file), refusal);
      } else if (file.sync() != null && registry.isNoted(file.sync().id())) {
        lookAgain(file);
      }
    }
  }

  /** What was noted of a sync that runs may have been mended in Sugar: its package is installed. */
  private void lookAgain(LoadedFile file) {
    Verdict verdict = judged(file);
    if (verdict.isGood() && registry.judged(file.sync().id(), verdict.errors())) {
      loader.bringUpToDate(file, verdict, connection(file));
    }
  }

  /** What Sugar says, and whether a segment is there that the push is limited to. */
  private Verdict judged(LoadedFile file) {
    return withSegment(file, sugarJudge.judge(file.sync(), connection(file)));
  }

  private Verdict withSegment(LoadedFile file, Verdict verdict) {
    SurroundingRules rules =
        new SurroundingRules(new LoadedSurroundings(database, sugar, List.of(), list -> false));
    return verdict.withWait(rules.waitsFor(Objects.requireNonNull(file.sync().definition())));
  }

  private boolean isUnverified(String id) {
    return registry.find(id).map(sync -> sync.state() == State.UNVERIFIED).orElse(false);
  }

  /**
   * Asks about one sync for the run that begins. It takes no lock: a swap that waits for this very
   * run may hold it.
   */
  List<Mistake> verify(String id) {
    LoadedFile file =
        loader.all().stream()
            .filter(f -> f.sync() != null && f.sync().id().equals(id))
            .findFirst()
            .orElse(null);
    if (file == null) {
      return List.of();
    }
    String connection = connection(file);
    Verdict verdict = withSegment(file, sugarJudge.judgeNow(file.sync(), connection));
    if (verdict.isGood()) {
      loader.verified(file, verdict, connection);
    } else if (!verdict.mistakes().isEmpty()) {
      foundWrong.add(id);
    } else {
      tellWait(id, verdict);
    }
    return verdict.mistakes();
  }

  /** What a run found to be wrong is taken out when that run has ended. */
  boolean settleFoundWrong(Refusal refusal) {
    boolean changed = false;
    for (LoadedFile file : loader.all()) {
      boolean wrong = file.sync() != null && foundWrong.contains(file.sync().id());
      if (wrong && !registry.running().contains(file.sync().id())) {
        foundWrong.remove(file.sync().id());
        settle(file, judged(file), refusal);
        changed = true;
      }
    }
    return changed;
  }

  /** It waits still, perhaps for something else by now. */
  private void tellWait(String id, Verdict verdict) {
    if (isUnverified(id)) {
      registry.judged(id, State.UNVERIFIED, verdict.errors());
    }
  }

  private void settle(LoadedFile file, Verdict verdict, Refusal refusal) {
    String path = file.source().path();
    if (verdict.isGood()) {
      loader.verified(file, verdict, connection(file));
      remember(file.source());
    } else if (verdict.mistakes().isEmpty()) {
      tellWait(file.sync().id(), verdict);
    } else if (!registry.running().contains(file.sync().id())) {
      RouteText before = lastVerified.get(path);
      if (before == null) {
        loader.unload(path);
      } else {
        Verdict good = new Verdict(List.of(), Optional.empty(), List.of());
        loader.load(judge.read(before), good, connection(file));
      }
      refusal.refuse(
          new FileJudge.Read(file.source(), file.file(), file.sync()), verdict.mistakes());
    }
  }

  private String connection(LoadedFile file) {
    return new LoadedSurroundings(database, sugar, List.of(), list -> false)
        .connection(Objects.requireNonNull(file.sync().definition()));
  }
}
