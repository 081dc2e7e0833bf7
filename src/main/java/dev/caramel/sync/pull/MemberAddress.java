package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of a record's values is its member's address: that of the column for addresses. */
final class MemberAddress {
  private final Pull pull;

  MemberAddress(Pull pull) {
    this.pull = pull;
  }

  /** The address that a record has as a member. */
  @Nullable String of(SourceRecord record) {
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      String field = pull.layout.fields().get(i).name();
      if (field.equals(pull.addressField) && !field.equals("email")) {
        Object value = record.value(i);
        return value == null || value == SourceRecord.MISSING ? null : value.toString();
      }
    }
    return record.primaryAddress();
  }

  /**
   * The member's address after a page: that of its column for addresses if it has one, else
   * Sugar's.
   *
   * @param values the member's values afterwards
   * @param before its address before
   */
  @Nullable String after(SourceRecord record, Map<String, Object> values, @Nullable String before) {
    String field = pull.addressField;
    if (field != null && pull.sync().columnOf(field).isPresent()) {
      Object email = values.get(field);
      return email == null ? null : email.toString();
    }
    return record.emailKnown() ? record.primaryAddress() : before;
  }
}
