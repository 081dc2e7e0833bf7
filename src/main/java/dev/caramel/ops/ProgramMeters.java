package dev.caramel.ops;

import dev.caramel.sync.program.ProgramLoaded;
import dev.caramel.sync.program.ProgramUnloaded;
import dev.caramel.sync.program.Programs;
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
 * Metrics of each loaded maintenance program. All nodes read one ledger, so all tell the same: take
 * the maximum over nodes, not the sum.
 */
@Component
class ProgramMeters {
  private static final List<String> COUNTS =
      List.of("read", "added", "updated", "removed", "unchanged", "skipped");
  private static final double MILLIS = 1000.0;

  private final MeterRegistry registry;
  private final Programs programs;
  private final ProgramWatch watch;
  private final Clock clock;
  private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

  ProgramMeters(MeterRegistry registry, Programs programs, ProgramWatch watch, Clock clock) {
    this.registry = registry;
    this.programs = programs;
    this.watch = watch;
    this.clock = clock;
  }

  @EventListener
  void onLoaded(ProgramLoaded event) {
    meters.computeIfAbsent(event.id(), this::register);
  }

  @EventListener
  void onUnloaded(ProgramUnloaded event) {
    List<Meter> gone = meters.remove(event.id());
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }

  private List<Meter> register(String program) {
    List<Meter> made = new ArrayList<>();
    COUNTS.forEach(outcome -> made.add(members(program, outcome)));
    made.add(
        FunctionTimer.builder(
                "caramel.program.run",
                watch,
                it -> it.figures(program).ended().runs(),
                it -> it.figures(program).ended().seconds(),
                TimeUnit.SECONDS)
            .description("Runs ended since this node started, and their length")
            .tag("program", program)
            .register(registry));
    made.add(
        time(
            "caramel.program.last.duration",
            "Length of the last run, so far if under way",
            program,
            it -> it.last() == null ? Double.NaN : it.last().seconds(clock.instant())));
    made.add(
        time(
            "caramel.program.last.success.time",
            "When the last run ended well, since 1970",
            program,
            it -> it.success() == null ? Double.NaN : epoch(it.success().endedAt())));
    made.add(
        time(
            "caramel.program.next.fire.time",
            "When the schedule fires next, since 1970",
            program,
            it -> epoch(it.nextFireAt())));
    made.add(
        Gauge.builder("caramel.program.health", watch, it -> level(program))
            .description("0 up, 1 degraded, 2 down")
            .tag("program", program)
            .register(registry));
    return made;
  }

  private Meter members(String program, String outcome) {
    return FunctionCounter.builder(
            "caramel.program.members", watch, it -> it.figures(program).ended().count(outcome))
        .description("Members by what became of them, in runs ended since this node started")
        .tags("program", program, "outcome", outcome)
        .register(registry);
  }

  private Meter time(
      String name, String description, String program, ToDoubleFunction<SyncFigures> seconds) {
    return TimeGauge.builder(
            name, watch, TimeUnit.SECONDS, it -> seconds.applyAsDouble(it.figures(program)))
        .description(description)
        .tag("program", program)
        .register(registry);
  }

  private double level(String program) {
    return programs
        .find(program)
        .map(
            loaded ->
                (double)
                    SyncVerdict.of(loaded, watch.figures(program), clock.instant())
                        .level()
                        .number())
        .orElse(Double.NaN);
  }

  private static double epoch(@Nullable Instant time) {
    return time == null ? Double.NaN : time.toEpochMilli() / MILLIS;
  }
}
