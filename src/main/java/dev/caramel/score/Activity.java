package dev.caramel.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a contact did or received.
 *
 * @param id the sender's own id of it, one of a kind in the account
 * @param email address of the contact, as it was written
 * @param type one of {@link ActivityTypes}
 * @param asset name of the mailing, form or page, or null
 * @param url address that was clicked or visited, or null
 * @param at when it happened
 */
record Activity(
    String id,
    String email,
    String type,
    @Nullable String asset,
    @Nullable String url,
    Instant at) {}
