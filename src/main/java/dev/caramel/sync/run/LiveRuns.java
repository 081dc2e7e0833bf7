package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.program.MaintenanceProgram;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The runs of this node, from the lease that begins each to the row that ends it. */
@Component
class LiveRuns {
  private static final Logger log = LoggerFactory.getLogger(LiveRuns.class);

  private static final long LOOK_AGAIN = 250;

  private final AtomicReference<CompletableFuture<@Nullable Void>> nextEnd =
      new AtomicReference<>(new CompletableFuture<>());
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  private final RunLedger ledger;
  private final Leases leases;
  private final RunFence fence;
  private final ProgramCheckpoints checkpoints;
  private final Node node;
  private final ObjectProvider<Syncs> syncs;
  private final TransactionTemplate transaction;
  private final AccountTeam teams;
  private final Clock clock;

  LiveRuns(
      RunLedger ledger,
      Leases leases,
      RunFence fence,
      ProgramCheckpoints checkpoints,
      Node node,
      ObjectProvider<Syncs> syncs,
      TransactionTemplate transaction,
      AccountTeam teams,
      Clock clock) {
    this.ledger = ledger;
    this.leases = leases;
    this.fence = fence;
    this.checkpoints = checkpoints;
    this.node = node;
    this.syncs = syncs;
    this.transaction = transaction;
    this.teams = teams;
    this.clock = clock;
  }

  /**
   * Begins a run of a sync: takes the lease and writes the row, both or none.
   *
   * @return the run, or empty while another one of the sync is under way on any node
   */
  Optional<Run> begin(ListSync definition, RunRequest request) {
    ListSync sync = teams.bind(definition);
    return begin(
        RunOwner.of(sync),
        (owner, startedAt) -> {
          String mode = mode(sync, request);
          long id = ledger.begin(owner, request, mode, node.name(), startedAt, null);
          return leases
              .take(owner.key(), id, node.name())
              .map(fence -> new SyncRun(id, sync, request, mode, fence, startedAt));
        });
  }

  /**
   * Begins a run of a maintenance program: takes the lease and writes the row, both or none.
   *
   * @param caller the run of the sync that it is a step of, or null
   * @return the run, or empty while another one of the program is under way on any node
   */
  Optional<Run> begin(MaintenanceProgram program, RunRequest request, @Nullable Run caller) {
    return begin(
        RunOwner.of(program),
        (owner, startedAt) -> {
          if (!request.dryRun()) {
            checkpoints.clearUnlessInterrupted(program);
          }
          long id = ledger.begin(owner, request, "changes", node.name(), startedAt, caller);
          return leases
              .take(owner.key(), id, node.name())
              .map(fence -> new ProgramRun(id, program, request, fence, startedAt, caller));
        });
  }

  private interface Begin {
    Optional<Run> of(RunOwner owner, Instant startedAt);
  }

  private Optional<Run> begin(RunOwner owner, Begin begin) {
    if (leases.held(owner.key())) {
      return Optional.empty();
    }
    Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Run run =
        transaction.execute(
            status -> {
              Optional<Run> begun = begin.of(owner, startedAt);
              if (begun.isEmpty()) {
                status.setRollbackOnly();
              }
              return begun.orElse(null);
            });
    if (run == null) {
      return Optional.empty();
    }
    runs.put(run.id(), run);
    syncs.getObject().runBegan(owner.key());
    log.info("{}: run {} begins ({})", owner.title(), run.id(), RunWords.begin(run));
    return Optional.of(run);
  }

  /**
   * Waits until a run may have ended: at most a quarter of a second, because it may be another
   * node's.
   */
  void awaitEnd() {
    try {
      nextEnd.get().get(LOOK_AGAIN, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunStopped("it was interrupted while it waited for a maintenance program");
    } catch (ExecutionException | TimeoutException e) {
      log.debug("No run of this node ended meanwhile");
    }
  }

  /** As far as it can be said before the pull is planned. */
  private String mode(ListSync sync, RunRequest request) {
    if (sync.pull() == null) {
      return "changes";
    }
    if (request.full()) {
      return "full";
    }
    return ledger.neverCompleted(sync.id()) ? "first" : "changes";
  }

  /** Ends a run with what its exchange ended with. */
  void end(Run run, Exchange exchange) {
    // A failure that a route caught and lived with leaves its trace in a property, and is none.
    end(run, exchange.getException(), FailedStep.of(exchange));
  }

  /** Ends a run that may have failed. */
  void end(Run run, @Nullable Exception exception, @Nullable String step) {
    if (runs.remove(run.id()) == null) {
      return;
    }
    try {
      written(run, RunEnd.of(run, exception, step)).log(log, run, clock.instant());
    } finally {
      syncs.getObject().runEnded(run.owner().key());
      nextEnd.getAndSet(new CompletableFuture<>()).complete(null);
    }
  }

  /**
   * Keeps how a run of this node ended; of one that another node took over, nothing: the ledger and
   * the place that it reached are that one's. One that failed when its lease had expired is left to
   * who ends the lease, and is gone on with: it failed since this node stood still.
   */
  private RunEnd written(Run run, RunEnd end) {
    try {
      transaction.executeWithoutResult(status -> write(run, end));
      return end;
    } catch (RunStopped lost) {
      return RunEnd.of(run, lost, null);
    }
  }

  private void write(Run run, RunEnd end) {
    if (end.outcome().equals("failed")) {
      fence.checkAlive(run);
    } else {
      fence.check(run);
    }
    ledger.end(run, end.outcome(), end.cause(), end.step());
    boolean unfinished = end.outcome().equals("interrupted") && !run.request().dryRun();
    if (!unfinished && run instanceof ProgramRun program && !run.request().dryRun()) {
      checkpoints.clear(program);
    }
    if (unfinished && run.isHandedOn()) {
      leases.expire(run);
    } else {
      leases.release(run);
    }
  }

  /** Runs under way on this node. */
  Collection<Run> all() {
    return List.copyOf(runs.values());
  }

  /** The run of that number, if it is under way on this node. */
  Optional<Run> find(long id) {
    return Optional.ofNullable(runs.get(id));
  }
}
