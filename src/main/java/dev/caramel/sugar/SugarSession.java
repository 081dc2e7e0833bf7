package dev.caramel.sugar;

import java.time.Instant;

/**
 * A living session.
 *
 * @param token access token
 * @param expiresAt when it ends by itself
 * @param generation which of the session's renewals it came from
 */
record SugarSession(Secret token, Instant expiresAt, long generation) {}
