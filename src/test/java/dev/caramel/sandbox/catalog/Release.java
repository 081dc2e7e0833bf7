package dev.caramel.sandbox.catalog;

/**
 * A release of Sugar, compared by its first two numbers.
 *
 * @param major 8 to 14, or a year such as 25
 * @param minor 0 to 3
 */
record Release(int major, int minor) {

  static Release of(String text) {
    if (!text.matches("\\d{1,2}\\.\\d(\\.\\d+)?")) {
      throw new IllegalArgumentException("No release of Sugar: " + text);
    }
    String[] parts = text.split("\\.");
    return new Release(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /** Whether what came with the other release is there in this one. */
  boolean has(Release since) {
    return major > since.major || (major == since.major && minor >= since.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
