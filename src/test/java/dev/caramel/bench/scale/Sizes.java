package dev.caramel.bench.scale;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of a measurement: {@code name=value}, each with a default. */
final class Sizes {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param defaults names and default values in turns
   */
  Sizes(String... defaults) {
    for (int i = 0; i < defaults.length; i += 2) {
      values.put(defaults[i], defaults[i + 1]);
    }
  }

  /**
   * Reads the arguments of a program.
   *
   * @throws IllegalArgumentException if one is unknown; the known ones are named
   */
  Sizes read(String[] arguments) {
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2 || !values.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "unknown argument " + argument + "; there are, with these values: " + values);
      }
      values.put(parts[0], parts[1]);
    }
    return this;
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no argument " + name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** Several numbers with commas between them. */
  List<Integer> numbers(String name) {
    return Arrays.stream(text(name).split(",")).map(Integer::parseInt).toList();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
