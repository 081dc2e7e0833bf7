package dev.caramel.sync.files;

import org.apache.camel.LoggingLevel;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.springframework.context.ApplicationContext;

/**
 * Camel's context, for a node that holds a thousand routes. Before Camel loads a route it removes
 * the one of that id, twice, and to do so gathers the endpoints of all routes that there are, even
 * where none has that id: the time to load n routes would grow with their square.
 */
final class ManyRoutesContext extends SpringBootCamelContext {
  ManyRoutesContext(
      ApplicationContext application,
      boolean warnOnEarlyShutdown,
      CamelSpringBootApplicationController controller) {
    super(application, warnOnEarlyShutdown, controller);
  }

  @Override
  protected boolean removeRoute(String id, LoggingLevel level) throws Exception {
    return getRouteServices().containsKey(id) && super.removeRoute(id, level);
  }
}
