package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands over the route of one sync: a run begins and ends with each exchange of it, whatever its
 * steps are. An exchange that may not become a run (one is under way, or the fire is a late one) is
 * stopped before its first step.
 */
final class RunPolicy extends RoutePolicySupport {
  private static final Logger log = LoggerFactory.getLogger(RunPolicy.class);

  private final Supplier<Optional<ListSync>> definition;
  private final LiveRuns runs;
  private final RunLedger ledger;

  RunPolicy(Supplier<Optional<ListSync>> definition, LiveRuns runs, RunLedger ledger) {
    this.definition = definition;
    this.runs = runs;
    this.ledger = ledger;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    if (exchange.getProperty(SyncRun.PROPERTY) != null) {
      endWithExchange(exchange, exchange.getProperty(SyncRun.PROPERTY, SyncRun.class));
      return;
    }
    // Camel goes on with the route when a policy throws, so nothing may leave this method.
    try {
      Optional<SyncRun> run = scheduled(exchange);
      if (run.isEmpty()) {
        exchange.setRouteStop(true);
        return;
      }
      exchange.setProperty(SyncRun.PROPERTY, run.get());
      endWithExchange(exchange, run.get());
    } catch (RuntimeException e) {
      log.error("{}: the run could not begin: {}", route.getRouteId(), e.getMessage(), e);
      exchange.setRouteStop(true);
    }
  }

  private Optional<SyncRun> scheduled(Exchange exchange) {
    Optional<ListSync> sync = definition.get();
    if (sync.isEmpty()) {
      return Optional.empty();
    }
    Instant scheduledAt = scheduledAt(exchange);
    Instant last = ledger.lastCompleteStart(sync.get().id());
    if (scheduledAt != null && last != null && scheduledAt.isBefore(last)) {
      log.info(
          "{}: the schedule of {} is late and does nothing: a complete run began at {}",
          sync.get().list(),
          scheduledAt,
          last);
      return Optional.empty();
    }
    Optional<SyncRun> run = runs.begin(sync.get(), RunRequest.by(RunRequest.Trigger.SCHEDULE));
    if (run.isEmpty()) {
      log.info("{}: the schedule fired while a run is under way", sync.get().list());
    }
    return run;
  }

  private static @Nullable Instant scheduledAt(Exchange exchange) {
    Date fire = exchange.getIn().getHeader("scheduledFireTime", Date.class);
    return fire == null ? null : fire.toInstant();
  }

  /**
   * A completion and not this policy's own end: Camel calls it also while it is being stopped. The
   * failure is in the ledger then, and must not reach the scheduler as well.
   */
  private void endWithExchange(Exchange exchange, SyncRun run) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                runs.end(run, done);
                done.setException(null);
              }
            });
  }
}
