package dev.caramel.sync.run;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What every commit of a run checks: that the run still holds the lease on its sync. */
@Component
public class RunFence {
  private final JdbcClient jdbc;
  private final RunLedger ledger;

  RunFence(JdbcClient jdbc, RunLedger ledger) {
    this.jdbc = jdbc;
    this.ledger = ledger;
  }

  /**
   * Checks the lease and holds it until the transaction ends, so that nobody can take over between
   * the check and the commit. Call it inside the transaction.
   *
   * @throws RunStopped if another node took over
   */
  public void check(SyncRun run) {
    boolean held =
        jdbc.sql("select true from sync_lease where sync_id = ? and fence = ? for share")
            .params(run.sync().id(), run.fence())
            .query(Boolean.class)
            .optional()
            .isPresent();
    if (!held) {
      throw new RunStopped(
          "another node took this run over, because this one did not report for 30 seconds");
    }
  }

  /** Takes the counts of a page into the run and its row, in the transaction of that page. */
  public void count(SyncRun run, RunCounts.Page page) {
    run.counts().take(page);
    ledger.progress(run);
  }
}
