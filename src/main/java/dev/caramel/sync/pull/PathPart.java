package dev.caramel.sync.pull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of a path: an id may be any text of 36 characters (reference 8.5). */
final class PathPart {
  private PathPart() {}

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
