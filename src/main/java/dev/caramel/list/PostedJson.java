package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.api.BulkBody;
import java.util.Iterator;
import java.util.Map;

/** Rows of a JSON body. */
final class PostedJson implements Iterator<PostedRow> {
  private final Iterator<JsonNode> rows;
  private int number;

  /**
   * @throws dev.caramel.api.WrongRequest if the body is no JSON array and no object
   */
  PostedJson(BulkBody body) {
    this.rows = body.rows();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public PostedRow next() {
    JsonNode values = rows.next();
    number++;
    return isStorable(values)
        ? new PostedRow(number, null, values, null)
        : new PostedRow(number, null, null, UNSTORABLE);
  }

  /** Said of a row that PostgreSQL cannot keep. */
  static final String UNSTORABLE =
      "The row has a character that is none (U+0000, or half of a surrogate pair).";

  /** Whether PostgreSQL can keep all texts of a value. */
  private static boolean isStorable(JsonNode value) {
    if (value.isTextual()) {
      return isStorable(value.textValue());
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!isStorable(entry.getKey())) {
        return false;
      }
    }
    for (JsonNode item : value) {
      if (!isStorable(item)) {
        return false;
      }
    }
    return true;
  }

  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == 0 || Character.isLowSurrogate(one)) {
        return false;
      }
      if (Character.isHighSurrogate(one)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
