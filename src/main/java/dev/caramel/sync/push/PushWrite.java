package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One write of one record.
 *
 * @param member whose values are written
 * @param values canonical values by field; null for a blank
 * @param read the record as it was just read, where a rule asks for that; else null
 * @param alone whether it is one of several writes of the same record, each of one field
 */
record PushWrite(
    DueMember member,
    Map<String, @Nullable Object> values,
    @Nullable JsonNode read,
    boolean alone) {

  /** Sugar's own text of the record's date as it was read: what X-TIMESTAMP is sent with. */
  @Nullable String timestamp() {
    String date = read == null ? "" : read.path("date_modified").asText("");
    return date.isEmpty() ? null : date;
  }
}
