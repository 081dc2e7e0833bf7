package dev.caramel.sync.run;

import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.program.ProgramLoaded;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.Programs;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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
  private final ProgramStarter programStarter;
  private final RunLedger ledger;
  private final RunOwners owners;
  private final Leases leases;
  private final LeaseSettings settings;
  private final HandedOnFires fires;
  private final ObjectProvider<Syncs> syncs;
  private final ObjectProvider<Programs> programs;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ScheduledExecutorService clockwork;

  /** Keys of owners whose lease this node ended; only the clockwork looks at it. */
  private final Set<String> toGoOnWith = new LinkedHashSet<>();

  private volatile boolean stopping;

  RunWatch(
      LiveRuns runs,
      RunStarter starter,
      ProgramStarter programStarter,
      RunLedger ledger,
      RunOwners owners,
      Leases leases,
      LeaseSettings settings,
      HandedOnFires fires,
      ObjectProvider<Syncs> syncs,
      ObjectProvider<Programs> programs,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      @Qualifier("runClockwork") ScheduledExecutorService clockwork) {
    this.runs = runs;
    this.starter = starter;
    this.programStarter = programStarter;
    this.ledger = ledger;
    this.owners = owners;
    this.leases = leases;
    this.settings = settings;
    this.fires = fires;
    this.syncs = syncs;
    this.programs = programs;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clockwork = clockwork;
    long beat = settings.beat().toMillis();
    var unused = clockwork.scheduleWithFixedDelay(this::look, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** A sync that never ran makes its first pull at once, and an interrupted run is gone on with. */
  @EventListener
  void onLoaded(SyncLoaded loaded) {
    clockwork.execute(() -> quietly(() -> goOn(RunOwner.ofSync(loaded.id()))));
  }

  /** What did not start because of the pause starts now. */
  @EventListener
  void onResumed(SyncResumed resumed) {
    clockwork.execute(() -> quietly(() -> goOn(resumed.owner())));
  }

  /** An interrupted run of a program is gone on with; one that never ran waits for its schedule. */
  @EventListener
  void onProgramLoaded(ProgramLoaded loaded) {
    clockwork.execute(() -> quietly(() -> goOn(RunOwner.ofProgram(loaded.id()))));
  }

  private void goOn(RunOwner owner) {
    if (!isOurs(owner) || stopping) {
      return;
    }
    leases.expired().stream().filter(lease -> lease.key().equals(owner.key())).forEach(this::end);
    Optional<RunRequest> interrupted = owners.interruptedRequest(owner);
    if (interrupted.isPresent()) {
      start(owner, interrupted.get());
    } else if (!owner.program() && isFirstPullDue(owner)) {
      start(owner, RunRequest.by(RunRequest.Trigger.START));
    }
  }

  private boolean isFirstPullDue(RunOwner owner) {
    return syncs.getObject().definition(owner.id()).filter(sync -> sync.pull() != null).isPresent()
        && !ledger.everRan(owner.id())
        && !owners.paused(owner);
  }

  private boolean isOurs(RunOwner owner) {
    return owner.program()
        ? programs.getObject().definition(owner.id()).isPresent()
        : syncs.getObject().definition(owner.id()).isPresent();
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
    for (Run run : runs.all()) {
      if (!leases.beat(run)) {
        // Unless somebody took it over by now, it is gone on with as soon as it has ended.
        run.handOn(RunWords.takenOver(settings));
      }
      if (cancelAsked(run)) {
        run.stop(RunWords.CANCELLED);
      }
    }
  }

  private boolean cancelAsked(Run run) {
    return jdbc.sql("select cancel_asked from run where id = ?")
        .param(run.id())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Ends leases that expired, and goes on with what their runs did not end. */
  private void takeOver() {
    for (Leases.Expired lease : leases.expired()) {
      quietly(() -> takeOver(lease));
    }
    for (String key : Set.copyOf(toGoOnWith)) {
      quietly(() -> goOnWith(key));
    }
  }

  private void goOnWith(String key) {
    RunOwner owner = RunOwner.ofKey(key);
    owners.interruptedRequest(owner).ifPresent(again -> start(owner, again));
    // Only now: what could not begin, as the database was away, begins at the next look.
    toGoOnWith.remove(key);
  }

  /** A node without the sync's file leaves the run to those that have it, for a while. */
  private void takeOver(Leases.Expired lease) {
    boolean ours = isOurs(RunOwner.ofKey(lease.key()));
    if (!stopping && (ours || lease.forsaken())) {
      boolean dry = ledger.wasDry(lease.run());
      if (end(lease)) {
        if (ours && !dry) {
          toGoOnWith.add(lease.key());
        }
      } else if (lease.forsaken() && leases.cutOff(lease) > 0) {
        log.warn(
            "{}: the node {} stands still in the middle of a commit of run {}: its session with the"
                + " database is ended, and what it had not committed is done again",
            lease.key(),
            lease.node(),
            lease.run());
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
                log.warn("{}: run {} was interrupted, {}", lease.key(), lease.run(), cause);
              }
              return first;
            }));
  }

  private void start(RunOwner owner, RunRequest request) {
    if (stopping || !isOurs(owner)) {
      return;
    }
    try {
      if (owner.program()) {
        programStarter.start(owner.id(), request);
      } else {
        starter.start(owner.id(), request);
      }
    } catch (RunStarter.SyncBusy | ProgramStarter.ProgramBusy e) {
      log.debug("{}: another node was faster", owner.title());
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
