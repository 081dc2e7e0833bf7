package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Map<Long, SyncRun> runs = new ConcurrentHashMap<>();
  private final RunLedger ledger;
  private final Leases leases;
  private final Node node;
  private final ObjectProvider<Syncs> syncs;
  private final TransactionTemplate transaction;
  private final AccountTeam teams;
  private final Clock clock;

  LiveRuns(
      RunLedger ledger,
      Leases leases,
      Node node,
      ObjectProvider<Syncs> syncs,
      TransactionTemplate transaction,
      AccountTeam teams,
      Clock clock) {
    this.ledger = ledger;
    this.leases = leases;
    this.node = node;
    this.syncs = syncs;
    this.transaction = transaction;
    this.teams = teams;
    this.clock = clock;
  }

  /**
   * Begins a run: takes the lease and writes the row, both or none.
   *
   * @return the run, or empty while another one of the sync is under way on any node
   */
  Optional<SyncRun> begin(ListSync definition, RunRequest request) {
    ListSync sync = teams.bind(definition);
    if (leases.held(sync.id())) {
      return Optional.empty();
    }
    Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SyncRun run =
        transaction.execute(
            status -> {
              String mode = mode(sync, request);
              long id = ledger.begin(sync.id(), request, mode, node.name(), startedAt);
              Optional<Long> fence = leases.take(sync.id(), id, node.name());
              if (fence.isEmpty()) {
                status.setRollbackOnly();
                return null;
              }
              return new SyncRun(id, sync, request, mode, fence.get(), startedAt);
            });
    if (run == null) {
      return Optional.empty();
    }
    runs.put(run.id(), run);
    syncs.getObject().runBegan(sync.id());
    log.info("{}: run {} begins ({})", sync.list(), run.id(), RunWords.begin(run));
    return Optional.of(run);
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
  void end(SyncRun run, Exchange exchange) {
    // A failure that a route caught and lived with leaves its trace in a property, and is none.
    end(run, exchange.getException(), FailedStep.of(exchange));
  }

  /** Ends a run that may have failed. */
  void end(SyncRun run, @Nullable Exception exception, @Nullable String step) {
    if (runs.remove(run.id()) == null) {
      return;
    }
    try {
      RunEnd end = RunEnd.of(run, exception, step);
      transaction.executeWithoutResult(
          status -> {
            ledger.end(run, end.outcome(), end.cause(), end.step());
            boolean unfinished = end.outcome().equals("interrupted") && !run.request().dryRun();
            if (unfinished && run.isHandedOn()) {
              leases.expire(run);
            } else {
              leases.release(run);
            }
          });
      end.log(log, run, clock.instant());
    } finally {
      syncs.getObject().runEnded(run.sync().id());
    }
  }

  /** Runs under way on this node. */
  Collection<SyncRun> all() {
    return List.copyOf(runs.values());
  }

  /** The run of that number, if it is under way on this node. */
  Optional<SyncRun> find(long id) {
    return Optional.ofNullable(runs.get(id));
  }
}
