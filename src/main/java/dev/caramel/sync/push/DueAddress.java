package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An address whose flags the list's side changed.
 *
 * @param key the address without case
 * @param address the address as it is written
 * @param optedOut whether its owner wants no mail
 * @param invalid whether mail to it fails
 * @param agreedOptedOut what both sides last had in common, or null
 * @param agreedInvalid the same of the other flag
 * @param member a member that has the address, whom a rejection names; null if there is none
 * @param record that member's record, or null
 * @param target what Sugar has of it: the row of {@code EmailAddresses}, or a record with its array
 *     of addresses; null before it was read
 */
record DueAddress(
    String key,
    String address,
    boolean optedOut,
    boolean invalid,
    @Nullable Boolean agreedOptedOut,
    @Nullable Boolean agreedInvalid,
    @Nullable Long member,
    @Nullable String record,
    @Nullable JsonNode target) {
  DueAddress with(JsonNode found) {
    return new DueAddress(
        key, address, optedOut, invalid, agreedOptedOut, agreedInvalid, member, record, found);
  }

  /** Sugar's entry for this address: the row itself, or one of a record's array. */
  @Nullable JsonNode entry() {
    return target == null ? null : entryOf(target);
  }

  @Nullable JsonNode entryOf(JsonNode found) {
    if (found.has("email_address")) {
      return found;
    }
    for (JsonNode one : found.path("email")) {
      if (one.path("email_address").asText("").equalsIgnoreCase(address)) {
        return one;
      }
    }
    return null;
  }

  boolean wantedOptOut(JsonNode entry) {
    return wanted(optedOut, agreedOptedOut, WireValues.flag(entry.path("opt_out")));
  }

  boolean wantedInvalid(JsonNode entry) {
    return wanted(invalid, agreedInvalid, WireValues.flag(entry.path("invalid_email")));
  }

  /** The side that changed wins; where nothing was agreed yet, a flag that is set does. */
  private static boolean wanted(boolean ours, @Nullable Boolean agreed, boolean sugars) {
    return agreed == null ? ours || sugars : ours != agreed ? ours : sugars;
  }
}
