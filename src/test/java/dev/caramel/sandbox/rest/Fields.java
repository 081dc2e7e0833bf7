package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.http.Json;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the argument {@code fields}: a comma list, or JSON with texts and maps (reference 4.2). */
final class Fields {

  private Fields() {}

  /** Gives the names that were asked for; empty means all. */
  static Set<String> read(JsonNode argument) {
    Set<String> names = new LinkedHashSet<>();
    if (argument.isArray()) {
      argument.forEach(item -> add(names, item));
    } else if (argument.asText().startsWith("[")) {
      try {
        return read(Json.read(argument.asText()));
      } catch (IOException e) {
        return names;
      }
    } else {
      for (String name : argument.asText().split(",")) {
        if (!name.isBlank()) {
          names.add(name.trim());
        }
      }
    }
    return names;
  }

  private static void add(Set<String> names, JsonNode item) {
    String name = item.isObject() ? item.path("name").asText() : item.asText();
    if (!name.isBlank()) {
      names.add(name.trim());
    }
  }
}
