package dev.caramel.sync.definition;

import java.util.Map;

/**
 * Where the parts of a definition stand in its file.
 *
 * @param properties line of each property by its name
 * @param columns line of each column by its name
 */
public record Lines(Map<String, Integer> properties, Map<String, Integer> columns) {
  /** Line of a property, or of the definition's begin where it does not stand in the file. */
  public int of(String property) {
    return properties.getOrDefault(property, properties.getOrDefault("", 1));
  }

  /** Line of a column. */
  public int ofColumn(String column) {
    return columns.getOrDefault(column, of("columns"));
  }
}
