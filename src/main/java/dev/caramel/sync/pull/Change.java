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
 * @param values all values of the member afterwards, by field; empty for a touch
 * @param email the member's address afterwards
 * @param common what it has in common with its record in the columns that a push writes
 */
record Change(
    Kind kind,
    long member,
    SourceRecord record,
    Map<String, Object> values,
    @Nullable String email,
    InCommon common) {
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
