package dev.caramel.ops;

import dev.caramel.ops.SyncCondition.Level;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Syncs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Health of all syncs: {@code DOWN} if none works, {@code DEGRADED} if something is the matter with
 * some, each named with the reason in words; those that are well are only counted.
 */
@Component
class SyncsHealthIndicator implements HealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");

  private final Syncs syncs;
  private final SyncWatch watch;
  private final Clock clock;

  SyncsHealthIndicator(Syncs syncs, SyncWatch watch, Clock clock) {
    this.syncs = syncs;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public Health health() {
    List<LoadedSync> all = syncs.all();
    Map<String, Object> unwell = new TreeMap<>();
    int down = 0;
    for (LoadedSync sync : all) {
      SyncVerdict verdict = SyncVerdict.of(sync, watch.figures(sync.id()), clock.instant());
      Level level = verdict.level();
      if (level != Level.UP) {
        unwell.put(sync.id(), Map.of("status", level.word(), "reason", verdict.words()));
      }
      down += level == Level.DOWN ? 1 : 0;
    }
    Status status = unwell.isEmpty() ? Status.UP : down == all.size() ? Status.DOWN : DEGRADED;
    return Health.status(status)
        .withDetail("syncs", all.size())
        .withDetail("well", all.size() - unwell.size())
        .withDetails(unwell.isEmpty() ? Map.of() : Map.of("unwell", unwell))
        .build();
  }
}
