package dev.caramel.sandbox.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/** The error table of reference 2.3 with the texts of three languages. */
final class ErrorTexts {

  private final JsonNode table;

  private ErrorTexts(JsonNode table) {
    this.table = table;
  }

  static ErrorTexts read() {
    return new ErrorTexts(Resources.json("errors.json"));
  }

  String text(String label, String language, Object... values) {
    JsonNode row = row(label);
    String text = row.path(row.has(language) ? language : Languages.ENGLISH).asText();
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  int status(String label) {
    return row(label).path("status").asInt();
  }

  private JsonNode row(String label) {
    JsonNode row = table.get(label);
    if (row == null) {
      throw new IllegalArgumentException("No error of the label " + label);
    }
    return row;
  }
}
