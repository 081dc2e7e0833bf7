package dev.caramel.sync.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The routes that ride in the jar. */
final class ShippedRoutes {
  private static final String FOLDER = "/routes/";

  private ShippedRoutes() {}

  /** All shipped files by path. */
  static Map<String, RouteText> read() {
    Map<String, RouteText> files = new TreeMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:routes/**/*.yaml")) {
        String url = resource.getURL().toString();
        String path = url.substring(url.lastIndexOf(FOLDER) + FOLDER.length());
        if (RoutesDirectory.isRouteFile(path)) {
          String text = resource.getContentAsString(StandardCharsets.UTF_8);
          files.put(path, new RouteText(path, "shipped " + path, text));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("The shipped routes cannot be read", e);
    }
  }
}
