package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.Syncs;
import java.util.Optional;
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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches over runs: beats the leases of this node, ends the leases of dead ones and goes on with
 * their work, starts first pulls, and stops this node's runs when it is shut down.
 */
@Component
class RunWatch {
  private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

  private final LiveRuns runs;
  private final RunStarter starter;
  private final RunLedger ledger;
  private final Leases leases;
  private final LeaseSettings settings;
  private final HandedOnFires fires;
  private final ObjectProvider<Syncs> syncs;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ScheduledExecutorService clockwork;
  private volatile boolean stopping;

  RunWatch(
      LiveRuns runs,
      RunStarter starter,
      RunLedger ledger,
      Leases leases,
      LeaseSettings settings,
      HandedOnFires fires,
      ObjectProvider<Syncs> syncs,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      @Qualifier("runClockwork") ScheduledExecutorService clockwork) {
    this.runs = runs;
    this.starter = starter;
    this.ledger = ledger;
    this.leases = leases;
    this.settings = settings;
    this.fires = fires;
    this.syncs = syncs;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clockwork = clockwork;
    long beat = settings.beat().toMillis();
    var unused = clockwork.scheduleWithFixedDelay(this::look, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** A sync that never ran makes its first pull at once, and an interrupted run is gone on with. */
  @EventListener
  void onLoaded(SyncLoaded loaded) {
    clockwork.execute(() -> quietly(() -> goOn(loaded.id())));
  }

  /** What did not start because of the pause starts now. */
  @EventListener
  void onResumed(SyncResumed resumed) {
    clockwork.execute(() -> quietly(() -> goOn(resumed.id())));
  }

  private void goOn(String id) {
    ListSync sync = syncs.getObject().definition(id).orElse(null);
    if (sync == null || stopping) {
      return;
    }
    leases.expired().stream().filter(lease -> lease.sync().equals(id)).forEach(this::end);
    Optional<RunRequest> interrupted = ledger.interruptedRequest(id);
    if (interrupted.isPresent()) {
      start(id, interrupted.get());
    } else if (sync.pull() != null && !ledger.everRan(id) && !ledger.paused(id)) {
      start(id, RunRequest.by(RunRequest.Trigger.START));
    }
  }

  /** Ends the runs of this node: what they committed stays, and others go on from there. */
  @EventListener
  void onClosed(ContextClosedEvent closed) {
    stopping = true;
    runs.all().forEach(run -> run.handOn("Caramel was shut down"));
  }

  private void look() {
    quietly(this::beat);
    quietly(this::takeOver);
    quietly(this::takeFires);
  }

  private void beat() {
    for (SyncRun run : runs.all()) {
      if (!leases.beat(run)) {
        run.stop(RunWords.takenOver(settings));
      }
      if (cancelAsked(run)) {
        run.stop(RunWords.CANCELLED);
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

  /** A node without the sync's file leaves the run to those that have it, for a while. */
  private void takeOver() {
    for (Leases.Expired lease : leases.expired()) {
      boolean ours = syncs.getObject().definition(lease.sync()).isPresent();
      if (stopping || !(ours || lease.forsaken())) {
        continue;
      }
      boolean dry = ledger.wasDry(lease.run());
      if (end(lease) && ours && !dry) {
        ledger.interruptedRequest(lease.sync()).ifPresent(again -> start(lease.sync(), again));
      }
    }
  }

  private void takeFires() {
    if (!stopping) {
      fires.take();
    }
  }

  /** Ends a dead lease and the run that held it, both or none; true for exactly one node. */
  private boolean end(Leases.Expired lease) {
    String cause = "the node " + lease.node() + " " + settings.silence();
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean first = leases.end(lease);
              if (first && ledger.interrupted(lease.run(), cause)) {
                log.warn("{}: run {} was interrupted, {}", lease.sync(), lease.run(), cause);
              }
              return first;
            }));
  }

  private void start(String id, RunRequest request) {
    if (stopping || syncs.getObject().definition(id).isEmpty()) {
      return;
    }
    try {
      starter.start(id, request);
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
