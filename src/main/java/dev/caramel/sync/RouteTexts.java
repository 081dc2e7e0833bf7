package dev.caramel.sync;

/** The texts of the route files that this node has loaded. */
public interface RouteTexts {
  /**
   * All that an edit could change of what a route does.
   *
   * @param direct name of a route that begins with {@code direct:}
   * @return texts of the file that holds it, and of those whose routes it calls; empty where there
   *     is none
   */
  String behind(String direct);

  /**
   * The text of one file.
   *
   * @param path path below {@code routes}, with forward slashes
   * @return empty if it is not loaded
   */
  String of(String path);
}
