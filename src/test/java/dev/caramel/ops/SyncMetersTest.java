package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.testkit.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads of syncs. */
class SyncMetersTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T02:10:00Z"), ZoneOffset.UTC);

  private final LedgerRows rows = new LedgerRows(database.jdbc());
  private final FakeSyncs syncs = new FakeSyncs().ready("leads");
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void a_sync_is_told_from_the_ledger_until_it_is_unloaded() {
    rows.run("leads", "succeeded", "2026-11-22T02:00:00Z", 60);
    SyncMeters meters = meters();
    meters.onLoaded(new SyncLoaded("leads"));
    long run = rows.run("leads", "succeeded", "2026-11-23T02:00:00Z", 30);
    rows.rejection(run, "leads", "r1");
    rows.trigger("leads", "WAITING", "2026-11-24T02:00:00Z");

    assertThat(registry.scrape().lines())
        .contains(
            "caramel_sync_records_total{outcome=\"read\",sync=\"leads\"} 100.0",
            "caramel_sync_records_total{outcome=\"added\",sync=\"leads\"} 10.0",
            "caramel_sync_run_seconds_count{sync=\"leads\"} 1",
            "caramel_sync_run_seconds_sum{sync=\"leads\"} 30.0",
            "caramel_sync_lag_seconds{sync=\"leads\"} 600.0",
            "caramel_sync_last_duration_seconds{sync=\"leads\"} 30.0",
            "caramel_sync_rejections{sync=\"leads\"} 1.0",
            "caramel_sync_health{sync=\"leads\"} 0.0",
            "caramel_syncs_condition{condition=\"failed\"} 0.0")
        .anyMatch(line -> line.startsWith("caramel_sync_last_success_time_seconds{sync=\"leads\"}"))
        .anyMatch(line -> line.startsWith("caramel_sync_next_fire_time_seconds{sync=\"leads\"}"));

    meters.onUnloaded(new SyncUnloaded("leads"));

    assertThat(registry.scrape()).doesNotContain("sync=\"leads\"");
  }

  private SyncMeters meters() {
    SyncLedger ledger = new SyncLedger(database.jdbc(), new ObjectMapper(), "caramel");
    return new SyncMeters(
        registry, syncs, new SyncWatch(syncs, ledger, sync -> false, CLOCK), CLOCK);
  }
}
