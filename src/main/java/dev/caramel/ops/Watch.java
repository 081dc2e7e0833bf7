package dev.caramel.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The figures of all syncs, or of all maintenance programs, read together and kept for a few
 * seconds: a scrape of a thousand syncs costs two statements, and a database that is away is asked
 * once, not once a metric.
 */
abstract class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final LedgerStatements of;
  private final Supplier<List<String>> ids;
  private final SyncLedger ledger;
  private final ScheduledSyncs schedules;
  private final Clock clock;
  private final long newestAtStart;
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, SyncFigures.Totals> totals = new HashMap<>();
  private Map<String, SyncFigures> figures = Map.of();
  private Instant readAt = Instant.MIN;

  /**
   * @param of whose figures
   * @param ids ids of all of them
   */
  Watch(
      LedgerStatements of,
      Supplier<List<String>> ids,
      SyncLedger ledger,
      ScheduledSyncs schedules,
      Clock clock) {
    this.of = of;
    this.ids = ids;
    this.ledger = ledger;
    this.schedules = schedules;
    this.clock = clock;
    this.newestAtStart = ledger.newestRun();
  }

  /** Figures of that sync, at most five seconds old unless the database is away. */
  SyncFigures figures(String sync) {
    return all().getOrDefault(sync, SyncFigures.NONE);
  }

  /** The run of that sync that is under way on any node. */
  Optional<Long> underWay(String sync) {
    return ledger.underWay(of, sync);
  }

  /** What is told next is read anew: something was changed by us. */
  synchronized void forget() {
    readAt = Instant.MIN;
  }

  private synchronized Map<String, SyncFigures> all() {
    if (readAt.isBefore(clock.instant().minus(KEPT))) {
      try {
        figures = read();
      } catch (DataAccessException e) {
        log.warn(
            "The ledger could not be read, so what is told of syncs is from before: {}",
            e.getMessage());
      }
      readAt = clock.instant();
    }
    return figures;
  }

  private Map<String, SyncFigures> read() {
    List<String> known = ids.get();
    known.forEach(id -> newest.putIfAbsent(id, newestAtStart));
    ledger
        .endedSince(of, newest)
        .forEach(
            (id, ended) -> {
              newest.put(id, ended.newest());
              totals.merge(id, ended.totals(), Watch::sum);
            });
    Map<String, SyncFigures> read = new HashMap<>();
    ledger
        .figures(of, known)
        .forEach(
            (id, figure) ->
                read.put(
                    id,
                    figure.with(
                        schedules.has(id), totals.getOrDefault(id, SyncFigures.Totals.NONE))));
    return read;
  }

  private static SyncFigures.Totals sum(SyncFigures.Totals one, SyncFigures.Totals other) {
    Map<String, Long> counts = new HashMap<>(one.counts());
    other.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
    return new SyncFigures.Totals(
        one.runs() + other.runs(), one.seconds() + other.seconds(), counts);
  }
}
