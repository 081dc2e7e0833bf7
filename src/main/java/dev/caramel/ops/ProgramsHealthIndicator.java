package dev.caramel.ops;

import dev.caramel.ops.SyncCondition.Level;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.Programs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Health of all maintenance programs: {@code DEGRADED} if something is the matter with some, each
 * named with the reason in words; those that are well are only counted.
 */
@Component
class ProgramsHealthIndicator implements HealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");

  private final Programs programs;
  private final ProgramWatch watch;
  private final Clock clock;

  ProgramsHealthIndicator(Programs programs, ProgramWatch watch, Clock clock) {
    this.programs = programs;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public Health health() {
    List<LoadedProgram> all = programs.all();
    Map<String, Object> unwell = new TreeMap<>();
    for (LoadedProgram program : all) {
      SyncVerdict verdict = SyncVerdict.of(program, watch.figures(program.id()), clock.instant());
      if (verdict.level() != Level.UP) {
        unwell.put(
            program.id(), Map.of("status", verdict.level().word(), "reason", verdict.words()));
      }
    }
    return Health.status(unwell.isEmpty() ? Status.UP : DEGRADED)
        .withDetail("programs", all.size())
        .withDetail("well", all.size() - unwell.size())
        .withDetails(unwell.isEmpty() ? Map.of() : Map.of("unwell", unwell))
        .build();
  }
}
