package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API shows it.
 *
 * @param id id of the member within its list
 * @param email its address as it was written, or null
 * @param record its Sugar record, or null if it has none that is known
 * @param columns value by column name, in the order of the definition; null where it is empty
 * @param optedOut whether the address is opted out, in all lists of the account
 * @param invalidEmail whether mail to the address fails
 * @param removedAt when it left the list, or null
 * @param removedBecause why it left the list, or null
 * @param updatedAt when it was last changed
 */
record MemberView(
    String id,
    @Nullable String email,
    @Nullable RecordKey record,
    Map<String, JsonNode> columns,
    boolean optedOut,
    boolean invalidEmail,
    @Nullable Instant removedAt,
    @Nullable String removedBecause,
    Instant updatedAt) {
  /** A Sugar record: its module and its id there. */
  record RecordKey(String module, String id) {}
}
