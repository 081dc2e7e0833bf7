package dev.caramel.sync.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the routes of one file into Camel, swaps them, and takes them out again. */
final class RouteSwap {
  private final CamelContext context;

  RouteSwap(CamelContext context) {
    this.context = context;
  }

  /**
   * What Camel holds of one file.
   *
   * @param routes ids of its routes
   * @param templates ids of its kamelets
   * @param policies its route configurations
   */
  record Held(
      Set<String> routes, Set<String> templates, List<RouteConfigurationDefinition> policies) {
    static final Held NOTHING = new Held(Set.of(), Set.of(), List.of());
  }

  /**
   * Loads a file, in place of what Camel holds of it.
   *
   * @param path path of the file, for Camel's messages
   * @param text its text for Camel
   * @param before what Camel holds of the file
   * @throws Exception whatever Camel throws; what it had begun is taken out again
   */
  Held load(String path, String text, Held before) throws Exception {
    removePolicies(before.policies());
    removeMadeFromKamelets(before.routes());
    Set<String> routesBefore = routeIds();
    List<RouteConfigurationDefinition> policiesBefore = policies();
    Set<String> templatesBefore = templateIds();
    for (String template : before.templates()) {
      removeTemplate(template);
    }
    Resource resource = ResourceHelper.fromString("file:routes/" + path, text);
    try {
      Set<String> updated =
          new LinkedHashSet<>(
              PluginHelper.getRoutesLoader(context).updateRoutes(List.of(resource)));
      Set<String> routes = routeIds();
      routes.removeAll(routesBefore);
      updated.stream().filter(routesBefore::contains).forEach(routes::add);
      removeRoutes(before.routes().stream().filter(id -> !routes.contains(id)).toList());
      List<RouteConfigurationDefinition> policies = policies();
      policies.removeAll(policiesBefore);
      Set<String> templates = templateIds();
      templates.removeIf(id -> templatesBefore.contains(id) && !before.templates().contains(id));
      return new Held(routes, templates, policies);
    } catch (Exception e) {
      Set<String> begun = routeIds();
      begun.removeAll(routesBefore);
      begun.addAll(before.routes());
      removeRoutes(List.copyOf(begun));
      List<RouteConfigurationDefinition> policies = policies();
      policies.removeAll(policiesBefore);
      removePolicies(policies);
      throw e;
    }
  }

  /**
   * Stores the trigger of a route once more. Its endpoint does so when it starts, and leaves the
   * store alone when it stops.
   *
   * @return false if the route is not started: somebody stopped it over JMX, or its text did
   */
  boolean storeScheduleAgain(String id) {
    Route route = context.getRoute(id);
    if (route == null || !context.getRouteController().getRouteStatus(id).isStarted()) {
      return false;
    }
    route.getEndpoint().stop();
    route.getEndpoint().start();
    return true;
  }

  /** Takes out all that Camel holds of a file. */
  void remove(Held held) throws Exception {
    removeRoutes(List.copyOf(held.routes()));
    removePolicies(held.policies());
    for (String template : held.templates()) {
      removeTemplate(template);
    }
  }

  private void removePolicies(List<RouteConfigurationDefinition> policies) throws Exception {
    for (RouteConfigurationDefinition policy : policies) {
      model().removeRouteConfiguration(policy);
    }
  }

  /** A kamelet's route is made once by its caller: it must go, to be made anew. */
  private void removeMadeFromKamelets(Set<String> routes) throws Exception {
    for (String id : routes) {
      RouteDefinition definition = model().getRouteDefinition(id);
      if (definition != null && Boolean.TRUE.equals(definition.isTemplate())) {
        removeRoutes(List.of(id));
      }
    }
  }

  private void removeRoutes(List<String> ids) throws Exception {
    for (String id : ids) {
      if (context.getRoute(id) != null) {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
      }
      RouteDefinition definition = model().getRouteDefinition(id);
      if (definition != null) {
        model().removeRouteDefinition(definition);
      }
    }
  }

  private void removeTemplate(String id) throws Exception {
    RouteTemplateDefinition template = model().getRouteTemplateDefinition(id);
    if (template != null) {
      model().removeRouteTemplateDefinition(template);
    }
  }

  private Model model() {
    return context.getCamelContextExtension().getContextPlugin(Model.class);
  }

  private Set<String> routeIds() {
    return context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
  }

  private Set<String> templateIds() {
    return model().getRouteTemplateDefinitions().stream()
        .map(RouteTemplateDefinition::getId)
        .collect(Collectors.toSet());
  }

  private List<RouteConfigurationDefinition> policies() {
    return new ArrayList<>(model().getRouteConfigurationDefinitions());
  }
}
