package dev.caramel.sync.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sync.RunRequest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger of runs: a row for each, whose counts move while it runs. */
@Component
class RunLedger {
  private static final String INSERT =
      """
      insert into run (sync_id, program_id, trigger, mode, dry_run, full_asked, allow_removals,
                       records, node, started_at, called_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      returning id
      """;

  private static final String PROGRESS =
      """
      update run set mode = ?, total = ?, read = ?, added = ?, updated = ?, removed = ?,
             unchanged = ?, skipped = ?, pushed = ?, created = ?, linked = ?, rejected = ?
       where id = ? and outcome = 'running'
      """;

  private static final String END =
      """
      update run set outcome = ?, cause = ?, step = ?, ended_at = ?, notes = ?::jsonb,
             conditions = ?::jsonb, samples = ?::jsonb
       where id = ? and outcome = 'running'
      """;

  private final JdbcClient jdbc;
  private final RunOwners owners;
  private final ObjectMapper json;
  private final Clock clock;

  RunLedger(JdbcClient jdbc, RunOwners owners, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.owners = owners;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Writes the row of a run that begins, and gives its number.
   *
   * @param caller the run that this one is a step of, or null
   */
  long begin(
      RunOwner owner,
      RunRequest request,
      String mode,
      String node,
      Instant startedAt,
      @Nullable Run caller) {
    String[] records =
        request.records().isEmpty() ? null : request.records().toArray(String[]::new);
    return jdbc.sql(INSERT)
        .params(
            owner.program() ? null : owner.id(),
            owner.program() ? owner.id() : null,
            request.trigger().name().toLowerCase(Locale.ROOT),
            mode,
            request.dryRun(),
            request.full(),
            request.allowRemovals(),
            records,
            node,
            Timestamp.from(startedAt),
            caller == null ? null : caller.id())
        .query(Long.class)
        .single();
  }

  /** Shows what the run has done so far. */
  void progress(Run run) {
    RunCounts counts = run.counts();
    jdbc.sql(PROGRESS)
        .params(
            run.mode(),
            run.total(),
            counts.read(),
            counts.added(),
            counts.updated(),
            counts.removed(),
            counts.unchanged(),
            counts.skipped(),
            counts.pushed(),
            counts.created(),
            counts.linked(),
            counts.rejected(),
            run.id())
        .update();
  }

  /** Adds to what the run decided against a side. */
  void conflicts(SyncRun run, List<RunConflict> conflicts) {
    jdbc.sql(
            "update run set conflicts = conflicts || ?::jsonb"
                + " where id = ? and jsonb_array_length(conflicts) < 1000")
        .params(text(conflicts), run.id())
        .update();
  }

  /** Writes how the run ended; a run that was taken over keeps what the other node wrote. */
  void end(Run run, String outcome, @Nullable String cause, @Nullable String step) {
    progress(run);
    boolean ours =
        jdbc.sql(END)
                .params(
                    outcome,
                    LedgerText.clean(cause),
                    step,
                    Timestamp.from(clock.instant()),
                    text(run.notes()),
                    text(run.conditions()),
                    run.request().dryRun() ? text(run.samples().byKind()) : null,
                    run.id())
                .update()
            == 1;
    boolean well = !outcome.equals("failed") && !outcome.equals("interrupted");
    if (ours && well && run.complete()) {
      owners.completed(run.owner(), run.startedAt());
    }
  }

  /**
   * Marks a run whose node is gone.
   *
   * @return false if it had ended before
   */
  boolean interrupted(long run, String cause) {
    return jdbc.sql(
                "update run set outcome = 'interrupted', cause = ?, ended_at = ?"
                    + " where id = ? and outcome = 'running'")
            .params(cause, Timestamp.from(clock.instant()), run)
            .update()
        == 1;
  }

  /** Whether that run was a dry one: nobody goes on with those. */
  boolean wasDry(long run) {
    return jdbc.sql("select dry_run from run where id = ?")
        .param(run)
        .query(Boolean.class)
        .single();
  }

  /** Whether the sync ever made a run that was not a dry one. */
  boolean everRan(String sync) {
    return jdbc.sql("select exists (select from run where sync_id = ? and not dry_run)")
        .param(sync)
        .query(Boolean.class)
        .single();
  }

  /** Whether the first pull of the sync is still to come, or did not reach its end. */
  boolean neverCompleted(String sync) {
    return jdbc.sql("select not exists (select from sync where id = ? and watermark is not null)")
        .param(sync)
        .query(Boolean.class)
        .single();
  }

  private String text(Object value) {
    try {
      return json.writer(LedgerText.ESCAPES).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the notes of a run can't be written as JSON", e);
    }
  }
}
