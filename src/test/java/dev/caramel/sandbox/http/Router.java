package dev.caramel.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which code answers which verb and path; the first route that fits wins. */
public final class Router {

  private final List<Route> routes = new ArrayList<>();

  /** Makes a router without routes. */
  public Router() {}

  /**
   * Adds a route for callers who are logged in.
   *
   * @param route verb and path, for example {@code "GET /{module}/{id}"}
   * @param handler what answers
   * @return this
   */
  public Router on(String route, Function<Call, Answer> handler) {
    return add(route, handler, false);
  }

  /**
   * Adds a route that needs no login.
   *
   * @param route verb and path
   * @param handler what answers
   * @return this
   */
  public Router open(String route, Function<Call, Answer> handler) {
    return add(route, handler, true);
  }

  private Router add(String route, Function<Call, Answer> handler, boolean open) {
    int space = route.indexOf(' ');
    List<String> pattern = List.of(route.substring(space + 2).split("/"));
    routes.add(new Route(route.substring(0, space), pattern, handler, open));
    return this;
  }

  /** Finds the route; refused are unknown paths and wrong verbs (reference 2.3). */
  Found find(String method, List<String> path) {
    boolean otherVerb = false;
    for (Route route : routes) {
      Map<String, String> variables = route.match(path);
      if (variables != null && route.method.equals(method)) {
        return new Found(route.handler, variables, route.open);
      }
      otherVerb |= variables != null;
    }
    throw new SugarError(otherVerb ? "no_method" : "not_found");
  }

  /**
   * A route that fits.
   *
   * @param handler what answers
   * @param variables the named parts of the path
   * @param open whether it needs no login
   */
  record Found(Function<Call, Answer> handler, Map<String, String> variables, boolean open) {}

  private record Route(
      String method, List<String> pattern, Function<Call, Answer> handler, boolean open) {

    @Nullable Map<String, String> match(List<String> path) {
      if (path.size() != pattern.size()) {
        return null;
      }
      Map<String, String> variables = new HashMap<>();
      for (int i = 0; i < path.size(); i++) {
        String part = pattern.get(i);
        if (part.startsWith("{")) {
          variables.put(part.substring(1, part.length() - 1), path.get(i));
        } else if (!part.equals(path.get(i))) {
          return null;
        }
      }
      return variables;
    }
  }
}
