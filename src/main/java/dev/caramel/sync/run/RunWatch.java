package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.Syncs;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Watches over runs: beats the leases of this node, ends the leases of dead ones and goes on with
 * their work, starts first pulls, and stops this node's runs when it is shut down.
 */
@Component
class RunWatch {
  private static final Logger log = LoggerFactory.getLogger(RunWatch.class);
  private static final int BEAT_SECONDS = 5;

  private final LiveRuns runs;
  private final RunStarter starter;
  private final RunLedger ledger;
  private final Leases leases;
  private final ObjectProvider<Syncs> syncs;
  private final JdbcClient jdbc;
  private final ScheduledExecutorService clockwork;
  private volatile boolean stopping;

  RunWatch(
      LiveRuns runs,
      RunStarter starter,
      RunLedger ledger,
      Leases leases,
      ObjectProvider<Syncs> syncs,
      JdbcClient jdbc,
      @Qualifier("runClockwork") ScheduledExecutorService clockwork) {
    this.runs = runs;
    this.starter = starter;
    this.ledger = ledger;
    this.leases = leases;
    this.syncs = syncs;
    this.jdbc = jdbc;
    this.clockwork = clockwork;
    var unused =
        clockwork.scheduleWithFixedDelay(this::look, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** A sync that never reached the end of its first pull begins (or goes on) at once. */
  @EventListener
  void onLoaded(SyncLoaded loaded) {
    clockwork.execute(() -> quietly(() -> first(loaded.id())));
  }

  private void first(String id) {
    ListSync sync = syncs.getObject().definition(id).orElse(null);
    if (sync == null || sync.pull() == null || stopping) {
      return;
    }
    boolean interrupted =
        jdbc.sql(
                "select exists (select from (select outcome from run where sync_id = ? and not"
                    + " dry_run order by id desc limit 1) last where outcome = 'interrupted' and"
                    + " exists (select from sync_checkpoint where sync_id = ?))")
            .params(id, id)
            .query(Boolean.class)
            .single();
    if (!ledger.everRan(id) || interrupted) {
      start(id);
    }
  }

  /** Ends the runs of this node: what they committed stays, and the next ones go on from there. */
  @EventListener
  void onClosed(ContextClosedEvent closed) {
    stopping = true;
    runs.all().forEach(run -> run.stop("Caramel was shut down"));
  }

  private void look() {
    quietly(this::beat);
    quietly(this::takeOver);
  }

  private void beat() {
    for (SyncRun run : runs.all()) {
      if (!leases.beat(run)) {
        run.stop("another node took this run over, because this one did not report for 30 seconds");
      }
      if (cancelAsked(run)) {
        run.stop("it was cancelled");
      }
    }
  }

  private boolean cancelAsked(SyncRun run) {
    return jdbc.sql("select cancel_asked from run where id = ?")
        .param(run.id())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private void takeOver() {
    for (Leases.Expired lease : leases.expired()) {
      if (leases.end(lease)) {
        ledger.interrupted(
            lease.run(), "the node " + lease.node() + " did not report for 30 seconds");
        log.warn(
            "{}: run {} was interrupted, the node {} did not report for 30 seconds",
            lease.sync(),
            lease.run(),
            lease.node());
        if (!ledger.wasDry(lease.run())) {
          start(lease.sync());
        }
      }
    }
  }

  private void start(String id) {
    if (stopping || syncs.getObject().definition(id).isEmpty()) {
      return;
    }
    try {
      starter.start(id, RunRequest.by(RunRequest.Trigger.START));
    } catch (RunStarter.SyncBusy e) {
      log.debug("{}: another node was faster", id);
    }
  }

  private void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!stopping) {
        log.warn("Watching over the runs failed and is tried again: {}", e.getMessage());
      }
    }
  }
}
