package dev.caramel.sync.files;

/**
 * The text of one route file.
 *
 * @param path path below {@code routes}, with forward slashes
 * @param origin where it stands, for people: a file's path, or that it is shipped
 * @param text the whole text
 */
record RouteText(String path, String origin, String text) {
  boolean isSync() {
    return path.startsWith("syncs/");
  }

  boolean isProgram() {
    return path.startsWith("programs/");
  }

  boolean isKamelet() {
    return path.endsWith(".kamelet.yaml");
  }

  /** What others need comes first: policies, blocks, then programs, and the syncs at last. */
  int order() {
    if (path.startsWith("policies/")) {
      return 0;
    } else if (isKamelet()) {
      return 1;
    }
    return isSync() ? 4 : isProgram() ? 3 : 2;
  }

  boolean sameText(RouteText other) {
    return text.equals(other.text);
  }
}
