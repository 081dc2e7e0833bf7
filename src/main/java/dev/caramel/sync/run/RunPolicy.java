package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
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
  /** Header of a fire with the time that the schedule meant. */
  static final String SCHEDULED_AT = "scheduledFireTime";

  private static final Logger log = LoggerFactory.getLogger(RunPolicy.class);

  private final String id;
  private final Syncs syncs;
  private final LiveRuns runs;
  private final RunLedger ledger;

  RunPolicy(String id, Syncs syncs, LiveRuns runs, RunLedger ledger) {
    this.id = id;
    this.syncs = syncs;
    this.runs = runs;
    this.ledger = ledger;
  }

  /**
   * Camel keeps a policy, and its MBean, for as long as the program runs: each edit made one more.
   */
  @Override
  public void onRemove(Route route) {
    try {
      route.getCamelContext().removeService(this);
    } catch (Exception e) {
      log.debug("The policy of the route {} could not be removed", route.getRouteId(), e);
    }
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    SyncRun outer = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
    if (outer != null && outer.sync().id().equals(route.getRouteId())) {
      endWithExchange(exchange, outer);
      return;
    }
    boolean called = isCalled(route, exchange);
    // Camel goes on with the route when a policy throws, so nothing may leave this method.
    try {
      Optional<SyncRun> run = scheduled(exchange);
      if (run.isEmpty()) {
        exchange.setRouteStop(true);
      } else {
        endWithExchange(exchange, run.get());
      }
      run.ifPresent(begun -> exchange.setProperty(SyncRun.PROPERTY, begun));
      if (called) {
        exchange.setProperty(callOf(route), new Call(run.orElse(null), outer));
      }
    } catch (RuntimeException e) {
      log.error("{}: the run could not begin: {}", route.getRouteId(), e.getMessage(), e);
      exchange.setRouteStop(true);
      if (called) {
        exchange.setProperty(callOf(route), new Call(null, outer));
      }
    }
  }

  /** Another route that calls this one goes on: with its own run, or with none. */
  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    if (!(exchange.removeProperty(callOf(route)) instanceof Call call)) {
      return;
    }
    if (call.run() == null) {
      exchange.setRouteStop(false);
    } else {
      runs.end(call.run(), exchange);
    }
    if (call.outer() == null) {
      exchange.removeProperty(SyncRun.PROPERTY);
    } else {
      exchange.setProperty(SyncRun.PROPERTY, call.outer());
    }
  }

  /**
   * One pass through the route of a sync that another route calls.
   *
   * @param run the run that it is, or null if it may not be one
   * @param outer the run of the caller, or null
   */
  private record Call(@Nullable SyncRun run, @Nullable SyncRun outer) {}

  private static boolean isCalled(Route route, Exchange exchange) {
    String begin = exchange.getFromRouteId();
    return begin != null && !begin.equals(route.getRouteId());
  }

  private static String callOf(Route route) {
    return "caramelCall:" + route.getRouteId();
  }

  private Optional<SyncRun> scheduled(Exchange exchange) {
    Optional<ListSync> sync = syncs.definition(id);
    if (sync.isEmpty()) {
      return Optional.empty();
    }
    Instant scheduledAt = scheduledAt(exchange);
    // An edit of the schedule makes a trigger anew, which knows nothing of the pause.
    if (scheduledAt != null && ledger.paused(sync.get().id())) {
      log.info("{}: the schedule fired, but it is paused", sync.get().list());
      return Optional.empty();
    }
    Instant last = ledger.lastCompleteStart(sync.get().id());
    if (scheduledAt != null && last != null && scheduledAt.isBefore(last)) {
      log.info(
          "{}: the schedule of {} is late and does nothing: a complete run began at {}",
          sync.get().list(),
          scheduledAt,
          last);
      return Optional.empty();
    }
    Optional<SyncRun> run = begin(sync.get());
    if (run.isEmpty()) {
      log.info("{}: the schedule fired while a run is under way", sync.get().list());
    }
    return run;
  }

  /** An edit of a route that this run goes through, and that is just being taken up, goes first. */
  private Optional<SyncRun> begin(ListSync sync) {
    syncs.fireComes(sync.id());
    try {
      return runs.begin(sync, RunRequest.by(RunRequest.Trigger.SCHEDULE));
    } finally {
      syncs.runCame(sync.id());
    }
  }

  private static @Nullable Instant scheduledAt(Exchange exchange) {
    Date fire = exchange.getIn().getHeader(SCHEDULED_AT, Date.class);
    return fire == null ? null : fire.toInstant();
  }

  /**
   * A completion and not this policy's own end: Camel calls it also while it is being stopped. The
   * failure is in the ledger then, and must not reach the scheduler as well; a route that called
   * the sync's is told.
   */
  private void endWithExchange(Exchange exchange, SyncRun run) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                runs.end(run, done);
                if (run.sync().id().equals(done.getFromRouteId())) {
                  done.setException(null);
                }
              }
            });
  }
}
