package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one record does to the list.
 *
 * @param kind what happens
 * @param member number of the member, 0 for a new one
 * @param record the record as it was read
 * @param values all values of the member afterwards, by field; empty for a touch, and where there
 *     is a line
 * @param email the member's address afterwards; null where it is only seen
 * @param common what it has in common with its record in the columns that a push writes
 * @param line a new member's line for {@link CopyLines}, where it was made ahead; else null
 */
record Change(
    Kind kind,
    long member,
    SourceRecord record,
    Map<String, Object> values,
    @Nullable String email,
    InCommon common,
    byte @Nullable [] line) {
  Change(
      Kind kind,
      long member,
      SourceRecord record,
      Map<String, Object> values,
      @Nullable String email,
      InCommon common) {
    this(kind, member, record, values, email, common, null);
  }

  /** The same as a line alone: a page that waits for its turn need not hold its values twice. */
  Change asLine(byte[] made) {
    return new Change(kind, member, record, Map.of(), email, InCommon.NOTHING, made);
  }

  enum Kind {
    /** A new member. */
    ADD,
    /** A removed member that is back. */
    RETURN,
    /** A member without a record that gets this one. */
    LINK,
    /** Other values. */
    UPDATE,
    /** The very record that is held, in the source again or under another date. */
    SEE,
    /** The same values under another hash: kept, but no change for a person. */
    TOUCH
  }
}
