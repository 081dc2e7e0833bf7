package dev.caramel.sync.run;

import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
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
 * Stands over the route of one sync or maintenance program: a run begins and ends with each
 * exchange of it, whatever its steps are. An exchange that may not become a run (one is under way,
 * or the fire is a late one) is stopped before its first step.
 */
final class RunPolicy extends RoutePolicySupport {
  /** Header of a fire with the time that the schedule meant. */
  static final String SCHEDULED_AT = "scheduledFireTime";

  private static final Logger log = LoggerFactory.getLogger(RunPolicy.class);

  private final Supplier<Optional<Startable>> startable;
  private final Syncs syncs;
  private final LiveRuns runs;
  private final RunOwners owners;

  RunPolicy(Supplier<Optional<Startable>> startable, Syncs syncs, LiveRuns runs, RunOwners owners) {
    this.startable = startable;
    this.syncs = syncs;
    this.runs = runs;
    this.owners = owners;
  }

  /** What runs when the route is gone through: the definition as it is loaded now. */
  interface Startable {
    RunOwner owner();

    /**
     * Begins a run.
     *
     * @param caller the run of the route that calls this one, or null
     * @return empty while another run is under way
     */
    Optional<Run> begin(RunRequest request, @Nullable Run caller);
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
    Run outer = exchange.getProperty(Run.PROPERTY, Run.class);
    if (outer != null && outer.owner().id().equals(route.getRouteId())) {
      endWithExchange(exchange, outer);
      return;
    }
    boolean called = isCalled(route, exchange);
    // Camel goes on with the route when a policy throws, so nothing may leave this method.
    try {
      Optional<Run> run = begin(exchange, outer);
      if (run.isEmpty()) {
        exchange.setRouteStop(true);
      } else {
        endWithExchange(exchange, run.get());
      }
      run.ifPresent(begun -> exchange.setProperty(Run.PROPERTY, begun));
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
      exchange.removeProperty(Run.PROPERTY);
    } else {
      exchange.setProperty(Run.PROPERTY, call.outer());
    }
  }

  /**
   * One pass through the route of a sync or program that another route calls.
   *
   * @param run the run that it is, or null if it may not be one
   * @param outer the run of the caller, or null
   */
  private record Call(@Nullable Run run, @Nullable Run outer) {}

  private static boolean isCalled(Route route, Exchange exchange) {
    String begin = exchange.getFromRouteId();
    return begin != null && !begin.equals(route.getRouteId());
  }

  private static String callOf(Route route) {
    return "caramelCall:" + route.getRouteId();
  }

  private Optional<Run> begin(Exchange exchange, @Nullable Run outer) {
    Optional<Startable> found = startable.get();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    RunOwner owner = found.get().owner();
    // A program that is a step of a sync runs with it, whatever its own schedule is.
    boolean isStep = outer != null && owner.program();
    Instant scheduledAt = isStep ? null : scheduledAt(exchange);
    // An edit of the schedule makes a trigger anew, which knows nothing of the pause.
    if (scheduledAt != null && owners.paused(owner)) {
      log.info("{}: the schedule fired, but it is paused", owner.title());
      return Optional.empty();
    }
    Instant last = owners.lastCompleteStart(owner);
    if (scheduledAt != null && last != null && scheduledAt.isBefore(last)) {
      log.info(
          "{}: the schedule of {} is late and does nothing: a complete run began at {}",
          owner.title(),
          scheduledAt,
          last);
      return Optional.empty();
    }
    RunRequest.Trigger trigger =
        outer == null ? RunRequest.Trigger.SCHEDULE : outer.request().trigger();
    Optional<Run> run = begin(found.get(), RunRequest.by(trigger), outer);
    if (run.isEmpty()) {
      log.info("{}: the schedule fired while a run is under way", owner.title());
    }
    return run;
  }

  /** An edit of a route that this run goes through, and that is just being taken up, goes first. */
  private Optional<Run> begin(Startable found, RunRequest request, @Nullable Run outer) {
    String key = found.owner().key();
    syncs.fireComes(key);
    try {
      return found.begin(request, outer);
    } finally {
      syncs.runCame(key);
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
  private void endWithExchange(Exchange exchange, Run run) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                runs.end(run, done);
                if (run.owner().id().equals(done.getFromRouteId())) {
                  done.setException(null);
                }
              }
            });
  }
}
