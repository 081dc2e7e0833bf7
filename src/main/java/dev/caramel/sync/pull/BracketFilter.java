package dev.caramel.sync.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Sugar's filter language in bracket form. Links can be filtered by GET only: a POST to {@code
 * .../link/leads/filter} would relate a record of the id "filter" (reference 6.1).
 */
final class BracketFilter {
  private BracketFilter() {}

  /** Adds the conditions to the query: {@code filter[0][id][$gt]=...}. */
  static void add(Map<String, String> query, JsonNode filter) {
    walk(query, "filter", filter);
  }

  private static void walk(Map<String, String> query, String path, JsonNode node) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(query, path + "[" + i + "]", node.get(i));
      }
    } else if (node.isObject()) {
      node.properties()
          .forEach(entry -> walk(query, path + "[" + entry.getKey() + "]", entry.getValue()));
    } else {
      query.put(path, node.asText());
    }
  }
}
