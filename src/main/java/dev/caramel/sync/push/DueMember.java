package dev.caramel.sync.push;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as the push finds it.
 *
 * @param id number of the member
 * @param record id of its Sugar record; empty while it has none
 * @param email its address, or null
 * @param values its values by field; an empty one is absent
 * @param agreed what list and Sugar last had in common, by field; null for an empty value, absent
 *     where nothing was agreed yet
 * @param edited when the list's side was edited last, by field
 * @param pushedModified Sugar's date of our own last write of the record, or null
 */
record DueMember(
    long id,
    String record,
    @Nullable String email,
    Map<String, Object> values,
    Map<String, @Nullable Object> agreed,
    Map<String, Object> edited,
    @Nullable Instant pushedModified) {

  @Nullable Object value(String field) {
    return values.get(field);
  }
}
