package dev.caramel.sync.run;

import dev.caramel.sync.Syncs;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the run policy on the route of every sync. */
@Component
class RunPolicyFactory implements RoutePolicyFactory {
  private final ObjectProvider<Syncs> syncs;
  private final ObjectProvider<LiveRuns> runs;
  private final ObjectProvider<RunLedger> ledger;

  RunPolicyFactory(
      ObjectProvider<Syncs> syncs,
      ObjectProvider<LiveRuns> runs,
      ObjectProvider<RunLedger> ledger) {
    this.syncs = syncs;
    this.runs = runs;
    this.ledger = ledger;
  }

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    if (syncs.getObject().definition(routeId).isEmpty()) {
      return null;
    }
    return new RunPolicy(routeId, syncs.getObject(), runs.getObject(), ledger.getObject());
  }
}
