package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.testkit.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.health.Health;

/** What health says of syncs and of Sugar, from what the tables hold. */
class SyncHealthTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T02:10:00Z"), ZoneOffset.UTC);

  private final LedgerRows rows = new LedgerRows(database.jdbc());
  private final FakeSyncs syncs = new FakeSyncs();
  private final Set<String> scheduled = new HashSet<>();

  @BeforeEach
  void emptyTables() {
    database
        .jdbc()
        .sql(
            "truncate run, rejection, pending_removal, sync, sync_lease, sugar_session,"
                + " qrtz_triggers, qrtz_job_details cascade")
        .update();
  }

  @Test
  void syncs_whose_last_run_succeeded_are_only_counted() {
    syncs.ready("leads", "contacts");
    rows.run("leads", "succeeded", "2026-11-23T02:00:00Z", 30);
    rows.run("contacts", "succeeded-with-rejections", "2026-11-23T02:00:00Z", 30);

    Health health = health();

    assertThat(health.getStatus().getCode()).isEqualTo("UP");
    assertThat(health.getDetails()).containsOnly(Map.entry("syncs", 2), Map.entry("well", 2));
  }

  @Test
  void a_failed_run_is_told_with_its_cause_and_does_not_make_the_others_unwell() {
    syncs.ready("leads", "contacts");
    rows.run("contacts", "succeeded", "2026-11-23T02:00:00Z", 30);
    rows.run("leads", "failed", "2026-11-23T02:00:00Z", 1, "Sugar refused the login: locked", "[]");

    assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status",
                "down",
                "reason",
                "The last run failed: Sugar refused the login: locked."));
    assertThat(unwell("contacts")).isNull();
  }

  @Test
  void health_is_down_when_no_sync_works() {
    syncs.ready("leads");
    rows.run("leads", "failed", "2026-11-23T02:00:00Z", 1);

    assertThat(health().getStatus().getCode()).isEqualTo("DOWN");
  }

  @Test
  void a_failed_dry_run_is_nobodys_trouble() {
    syncs.ready("leads");
    rows.run("leads", "succeeded", "2026-11-23T02:00:00Z", 1);
    rows.dryRun("leads", "2026-11-23T02:05:00Z");

    assertThat(health().getStatus().getCode()).isEqualTo("UP");
  }

  @Test
  void removals_that_wait_are_counted() {
    syncs.ready("leads");
    long run =
        rows.run(
            "leads",
            "needs-approval",
            "2026-11-23T02:00:00Z",
            1,
            "A full read found no records",
            "[]");
    rows.pendingRemoval(run, "leads", 1);
    rows.pendingRemoval(run, "leads", 2);

    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status",
                "degraded",
                "reason",
                "2 removals need approval: A full read found no records."));
  }

  @Test
  void what_a_run_noted_is_read_out() {
    syncs.ready("leads");
    rows.run(
        "leads", "succeeded", "2026-11-23T02:00:00Z", 1, null, "[\"The field region_c is gone\"]");

    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status", "degraded", "reason", "The last run noted: The field region_c is gone."));
  }

  @Test
  void a_schedule_that_did_not_fire_is_named_with_its_time() {
    syncs.ready("leads");
    rows.trigger("leads", "WAITING", "2026-11-23T02:00:00Z");

    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status", "down", "reason", "The schedule did not fire at 2026-11-23T02:00:00Z."));
  }

  @Test
  void a_schedule_that_the_job_store_has_lost_is_told() {
    syncs.ready("leads", "on-demand");
    scheduled.add("leads");

    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status",
                "down",
                "reason",
                "The schedule does not fire: the job store has no trigger for it."));
    assertThat(unwell("on-demand")).isNull();
  }

  @Test
  void a_trigger_that_somebody_paused_in_the_job_store_itself_misses_its_time() {
    syncs.ready("leads");
    rows.trigger("leads", "PAUSED", "2026-11-23T02:00:00Z");

    assertThat(unwell("leads").toString()).contains("did not fire at 2026-11-23T02:00:00Z");
  }

  @Test
  void each_named_condition_of_a_run_is_told_once() {
    syncs.ready("leads");
    long run =
        rows.run(
            "leads", "succeeded", "2026-11-23T02:00:00Z", 1, null, "[\"no region_c\", \"odd\"]");
    rows.condition(run, "field-missing", "no region_c");

    assertThat(unwell("leads").toString())
        .contains("The last run noted: odd. The last run noted: no region_c.");
  }

  @Test
  void a_paused_sync_and_a_long_run_miss_no_schedule() {
    syncs.ready("leads", "contacts");
    rows.trigger("leads", "WAITING", "2026-11-23T02:00:00Z");
    rows.pause("leads");
    rows.trigger("contacts", "WAITING", "2026-11-23T02:00:00Z");
    rows.run("contacts", "running", "2026-11-23T01:00:00Z", 0);

    assertThat(health().getStatus().getCode()).isEqualTo("UP");
  }

  @Test
  void files_tell_their_mistakes_with_the_line() {
    syncs
        .ready("contacts")
        .refused("leads", 7, "there is no module Leeds; did you mean Leads?")
        .refusedEdit("targets", 3, "a bad cron")
        .unverified("people", "Sugar has not been reached yet");

    assertThat(unwell("leads"))
        .isEqualTo(
            Map.of(
                "status",
                "down",
                "reason",
                "The file syncs/leads.camel.yaml was refused: line 7: there is no module Leeds; did"
                    + " you mean Leads?"));
    assertThat(unwell("targets").toString()).contains("degraded").contains("line 3: a bad cron");
    assertThat(unwell("people").toString()).contains("degraded").contains("not been reached");
  }

  @Test
  void sugar_is_down_while_a_login_is_refused_and_the_user_is_not_named() {
    rows.session("https://a.example.com bob caramel", "13.0.0", null, null);
    rows.session(
        "https://b.example.com bob caramel", null, "wrong password", "2026-11-23T03:00:00Z");

    Health health = new SugarHealthIndicator(database.jdbc(), CLOCK).health();

    assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
    assertThat(health.getDetails())
        .containsEntry("https://a.example.com", "logged in, Sugar 13.0.0")
        .containsEntry("https://b.example.com", "login refused: wrong password");
    assertThat(health.toString()).doesNotContain("bob");
  }

  @Test
  void a_refusal_of_an_hour_ago_no_longer_counts() {
    rows.session("https://b.example.com bob caramel", null, "locked", "2026-11-23T02:00:00Z");

    assertThat(new SugarHealthIndicator(database.jdbc(), CLOCK).health().getStatus().getCode())
        .isEqualTo("UP");
  }

  private Health health() {
    SyncLedger ledger = new SyncLedger(database.jdbc(), new ObjectMapper(), "caramel");
    return new SyncsHealthIndicator(
            syncs, new SyncWatch(syncs, ledger, scheduled::contains, CLOCK), CLOCK)
        .health();
  }

  private Object unwell(String sync) {
    return ((Map<?, ?>) health().getDetails().getOrDefault("unwell", Map.of())).get(sync);
  }
}
