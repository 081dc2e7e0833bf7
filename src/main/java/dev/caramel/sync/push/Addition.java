package dev.caramel.sync.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member without a record that this run may link or create, because it holds the intent for its
 * address.
 *
 * @param member the member
 * @param address its address in lower case
 * @param ownId id, or sync_key, that its record is created with, whoever tries and how often
 * @param sentAt when a create of it was sent whose answer was lost, on Sugar's clock; null if none
 */
record Addition(DueMember member, String address, String ownId, @Nullable Instant sentAt) {}
