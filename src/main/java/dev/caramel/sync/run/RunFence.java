package dev.caramel.sync.run;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What every commit of a run checks: that the run still holds its lease. */
@Component
public class RunFence {
  // A node that is stopped in the middle of a transaction must not hold the lease for ever: the
  // database ends a transaction that stands still for as long as a lease lives, and the lock tells
  // others which one it is, should the database not see that it stands. Beats go on beside it.
  private static final String HOLD =
      """
      select set_config('idle_in_transaction_session_timeout', ?, true),
             pg_advisory_xact_lock_shared(%s)
        from sync_lease where sync_id = ? and fence = ? for key share
      """
          .formatted(Leases.TRACE);

  private static final String ALIVE =
      "select expires_at > clock_timestamp() from sync_lease where sync_id = ? and fence = ?";

  private final JdbcClient jdbc;
  private final RunLedger ledger;
  private final LeaseSettings settings;

  RunFence(JdbcClient jdbc, RunLedger ledger, LeaseSettings settings) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.settings = settings;
  }

  /**
   * Checks the lease and holds it until the transaction ends, so that nobody can take over between
   * the check and the commit. Call it inside the transaction.
   *
   * @throws RunStopped if another node took over
   */
  public void check(Run run) {
    String patience = String.valueOf(settings.expiry().toMillis());
    boolean held =
        !jdbc.sql(HOLD)
            .params(patience, run.owner().key(), run.fence())
            .query()
            .listOfRows()
            .isEmpty();
    if (!held) {
      throw new RunStopped(RunWords.takenOver(settings));
    }
  }

  /**
   * The same, and that the lease has not expired.
   *
   * @throws RunStopped if another node took over, or may do so now
   */
  void checkAlive(Run run) {
    check(run);
    if (!jdbc.sql(ALIVE).params(run.owner().key(), run.fence()).query(Boolean.class).single()) {
      throw new RunStopped("this node " + settings.silence());
    }
  }

  /**
   * Keeps what was decided against a side, in the transaction of that page; of a run that decides
   * very much, the first thousand.
   */
  public void conflicts(SyncRun run, List<RunConflict> conflicts) {
    if (!conflicts.isEmpty()) {
      ledger.conflicts(run, conflicts);
    }
  }

  /** Takes the counts of a page into the run and its row, in the transaction of that page. */
  public void count(Run run, RunCounts.Page page) {
    run.counts().take(page);
    // A dry run of a program is one transaction that is taken back: it must not hold the run's row.
    if (!(run.owner().program() && run.request().dryRun())) {
      ledger.progress(run);
    }
  }
}
