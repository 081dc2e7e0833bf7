package dev.caramel.ops;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.springframework.stereotype.Component;

/** Asks the routes that this node has loaded. */
@Component
class RoutesWithSchedule implements ScheduledSyncs {
  private final CamelContext camel;

  RoutesWithSchedule(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public boolean has(String sync) {
    Route route = camel.getRoute(sync);
    return route != null && route.getEndpoint() instanceof QuartzEndpoint;
  }
}
