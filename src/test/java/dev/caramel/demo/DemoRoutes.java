package dev.caramel.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lists and programs of the demo: those of the project, with schedules that somebody can watch,
 * and two more. They are written anew at each start, for people to edit.
 */
final class DemoRoutes {
  static final Path FOLDER = Path.of("target", "demo-routes");

  private static final Path PROJECT = Path.of("routes");
  private static final Map<String, String> CRONS =
      Map.of("all-sugar-leads", "0/20 * * * * ?", "refresh-scores", "10/20 * * * * ?");
  private static final List<String> OWN =
      List.of("syncs/website-visitors.camel.yaml", "programs/tidy-visitors.camel.yaml");

  private DemoRoutes() {}

  /** Writes them, and gives the folder. */
  static Path write() throws IOException {
    for (String folder : List.of("syncs", "programs")) {
      Files.createDirectories(FOLDER.resolve(folder));
      try (Stream<Path> old = Files.list(FOLDER.resolve(folder))) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
      try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          Files.writeString(
              FOLDER.resolve(folder).resolve(name), soon(name, Files.readString(file)));
        }
      }
    }
    for (String path : OWN) {
      Files.writeString(FOLDER.resolve(path), resource(path));
    }
    return FOLDER.toAbsolutePath();
  }

  private static String soon(String file, String text) {
    String cron = CRONS.get(file.replace(".camel.yaml", ""));
    return cron == null
        ? text
        : text.replaceFirst("cron: \"[^\"]*\"", "cron: \"" + cron + "\"")
            .replaceFirst("every night at 0\\d:00", "every twenty seconds");
  }

  private static String resource(String path) throws IOException {
    try (InputStream text = DemoRoutes.class.getResourceAsStream("/demo/" + path)) {
      if (text == null) {
        throw new IOException("The demo's " + path + " is not on the class path");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
