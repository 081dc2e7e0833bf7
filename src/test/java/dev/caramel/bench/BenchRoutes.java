package dev.caramel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes directory of Caramel for a case: the shipped sync of all leads, wider where asked. */
final class BenchRoutes {
  static final String SYNC = "all-sugar-leads";

  private static final Path SHIPPED = Path.of("routes/syncs", SYNC + ".camel.yaml");
  private static final Path TRANSFORM = Path.of("src/test/resources/bench/refuse-tests.camel.yaml");
  private static final Pattern COLUMN = Pattern.compile("^ {10}[^:]+: ([a-z0-9_]+)$");

  private BenchRoutes() {}

  /** Name of a field that the sandbox gets for a case with many columns; counts from 1. */
  static String further(int number) {
    return "bench_%03d_c".formatted(number);
  }

  /** Writes the directory, and gives its path. */
  static Path write(Case measured, Path folder) throws IOException {
    Path routes = folder.resolve("routes-" + measured.hashCode());
    Files.createDirectories(routes.resolve("syncs"));
    Files.writeString(routes.resolve("syncs/" + SYNC + ".camel.yaml"), definition(measured));
    if (measured.transform()) {
      Files.writeString(routes.resolve("refuse-tests.camel.yaml"), Files.readString(TRANSFORM));
    }
    return routes;
  }

  private static String definition(Case measured) throws IOException {
    StringBuilder columns = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 1; i <= measured.further(); i++) {
      columns.append("          Bench %03d: %s%n".formatted(i, further(i)));
      names.append(", Bench %03d".formatted(i));
    }
    String text =
        Files.readString(SHIPPED)
            .replace("        pull:\n", columns + "        pull:\n")
            // The first one is the pull's.
            .replaceFirst("(?m)^( {10}update: .*)$", "$1" + names);
    return measured.transform()
        ? text.replace(
            "        module: Leads\n",
            "        module: Leads\n        transform: direct:refuse-tests\n")
        : text;
  }

  /** Fields of the definition in its order, with commas between them. */
  static String fields(Case measured) throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line : definition(measured).split("\n")) {
      Matcher column = COLUMN.matcher(line);
      if (line.strip().equals("pull:")) {
        break;
      }
      if (column.matches()) {
        fields.add(column.group(1));
      }
    }
    return String.join(",", fields);
  }
}
