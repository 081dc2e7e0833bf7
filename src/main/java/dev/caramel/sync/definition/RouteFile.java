package dev.caramel.sync.definition;

import dev.caramel.sync.Mistake;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One route file as its text tells it.
 *
 * @param path path below the routes directory, with forward slashes
 * @param text the text that Camel is to load
 * @param routes routes of the file
 * @param uses all endpoints that the file names outside of dynamic expressions
 * @param mistakes mistakes that the file alone shows
 */
public record RouteFile(
    String path, String text, List<Route> routes, List<EndpointUse> uses, List<Mistake> mistakes) {

  /**
   * One route.
   *
   * @param id id, or an empty text
   * @param line line of the id, or of the route
   * @param description what it says of itself, or an empty text
   * @param from the endpoint that it begins with, or an empty uri
   */
  public record Route(String id, int line, String description, EndpointUse from) {
    /** Whether it has a description. */
    public boolean described() {
      return !description.isBlank();
    }
  }

  /** File name without {@code .camel.yaml} or {@code .kamelet.yaml}. */
  public String stem() {
    return stem(path);
  }

  /** Name of a file without its folders and {@code .camel.yaml} or {@code .kamelet.yaml}. */
  public static String stem(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.(camel|kamelet)\\.yaml$", "");
  }

  /** The kamelets that the file calls, in their order. */
  public List<EndpointUse> kamelets() {
    return uses.stream()
        .filter(use -> !use.consumer() && use.scheme().equals("kamelet"))
        .filter(use -> !use.path().equals("sink"))
        .toList();
  }

  /** Names of the {@code direct:} routes that the file holds. */
  public Set<String> directRoutes() {
    Set<String> names = new TreeSet<>();
    uses.stream()
        .filter(use -> use.consumer() && use.scheme().equals("direct"))
        .forEach(use -> names.add(use.directName()));
    return names;
  }

  /** Names of the {@code direct:} routes that the file calls. */
  public Set<String> directCalls() {
    Set<String> names = new TreeSet<>();
    uses.stream()
        .filter(use -> !use.consumer() && use.scheme().equals("direct"))
        .forEach(use -> names.add(use.directName()));
    return names;
  }
}
