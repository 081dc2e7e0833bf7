package dev.caramel.sync.push;

import org.jspecify.annotations.Nullable;

/**
 * What a push could not bring to Sugar.
 *
 * @param member number of the member
 * @param record id of its record, or null
 * @param email its address, or null
 * @param to the field, or null where it is the whole record
 * @param sent the list's value, or the name of what was tried
 * @param reason why, in words that a person understands
 */
record PushRejection(
    long member,
    @Nullable String record,
    @Nullable String email,
    @Nullable PushField to,
    @Nullable Object sent,
    String reason) {}
