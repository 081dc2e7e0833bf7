package dev.caramel.ops;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.Syncs;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Metrics of each loaded sync. All nodes read one ledger, so all tell the same: take the maximum
 * over nodes, not the sum.
 */
@Component
class SyncMeters {
  private static final double MILLIS = 1000.0;

  private final MeterRegistry registry;
  private final Syncs syncs;
  private final SyncWatch watch;
  private final Clock clock;
  private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

  SyncMeters(MeterRegistry registry, Syncs syncs, SyncWatch watch, Clock clock) {
    this.registry = registry;
    this.syncs = syncs;
    this.watch = watch;
    this.clock = clock;
    for (SyncCondition condition : SyncCondition.values()) {
      Gauge.builder("caramel.syncs.condition", this, me -> me.count(condition))
          .description("Syncs in this condition; health says which, and why")
          .tag("condition", condition.word())
          .register(registry);
    }
  }

  @EventListener
  void onLoaded(SyncLoaded event) {
    meters.computeIfAbsent(event.id(), this::register);
  }

  @EventListener
  void onUnloaded(SyncUnloaded event) {
    List<Meter> gone = meters.remove(event.id());
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }

  private List<Meter> register(String sync) {
    List<Meter> made = new ArrayList<>();
    SyncFigures.COUNTS.forEach(outcome -> made.add(records(sync, outcome)));
    made.add(runs(sync));
    made.add(
        time(
            "caramel.sync.lag",
            "Since the start of the last run that ended well",
            sync,
            figures -> since(figures.success())));
    made.add(
        time(
            "caramel.sync.last.success.time",
            "When the last run ended well, since 1970",
            sync,
            figures ->
                figures.success() == null ? Double.NaN : epoch(figures.success().endedAt())));
    made.add(
        time(
            "caramel.sync.last.duration",
            "Length of the last run, so far if under way",
            sync,
            figures ->
                figures.last() == null ? Double.NaN : figures.last().seconds(clock.instant())));
    made.add(
        time(
            "caramel.sync.next.fire.time",
            "When the schedule fires next, since 1970",
            sync,
            figures -> epoch(figures.nextFireAt())));
    made.add(
        gauge(
            "caramel.sync.rejections",
            "Rejections that are open",
            sync,
            figures -> figures.openRejections()));
    made.add(
        gauge(
            "caramel.sync.health",
            "0 up, 1 degraded, 2 down",
            sync,
            figures -> level(sync, figures)));
    return made;
  }

  private Meter records(String sync, String outcome) {
    return FunctionCounter.builder(
            "caramel.sync.records", watch, it -> it.figures(sync).ended().count(outcome))
        .description("Records by what became of them, in runs ended since this node started")
        .tags("sync", sync, "outcome", outcome)
        .register(registry);
  }

  private Meter runs(String sync) {
    return FunctionTimer.builder(
            "caramel.sync.run",
            watch,
            it -> it.figures(sync).ended().runs(),
            it -> it.figures(sync).ended().seconds(),
            TimeUnit.SECONDS)
        .description("Runs ended since this node started, and their length")
        .tag("sync", sync)
        .register(registry);
  }

  private Meter time(
      String name, String description, String sync, ToDoubleFunction<SyncFigures> seconds) {
    return TimeGauge.builder(
            name, watch, TimeUnit.SECONDS, it -> seconds.applyAsDouble(it.figures(sync)))
        .description(description)
        .tag("sync", sync)
        .register(registry);
  }

  private Meter gauge(
      String name, String description, String sync, ToDoubleFunction<SyncFigures> value) {
    return Gauge.builder(name, watch, it -> value.applyAsDouble(it.figures(sync)))
        .description(description)
        .tag("sync", sync)
        .register(registry);
  }

  private double level(String sync, SyncFigures figures) {
    return syncs
        .find(sync)
        .map(loaded -> (double) SyncVerdict.of(loaded, figures, clock.instant()).level().number())
        .orElse(Double.NaN);
  }

  private double count(SyncCondition condition) {
    Instant now = clock.instant();
    return syncs.all().stream().filter(sync -> holds(condition, sync, now)).count();
  }

  private boolean holds(SyncCondition condition, LoadedSync sync, Instant now) {
    return SyncVerdict.of(sync, watch.figures(sync.id()), now).reasons().containsKey(condition);
  }

  private double since(SyncFigures.@Nullable Run run) {
    return run == null ? Double.NaN : run.secondsSinceStart(clock.instant());
  }

  private static double epoch(@Nullable Instant time) {
    return time == null ? Double.NaN : time.toEpochMilli() / MILLIS;
  }
}
