package dev.caramel.sugar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Sugar's token endpoint answered (reference 3.1).
 *
 * @param access access token
 * @param refresh refresh token, or null if there was none
 * @param lifetime how long the access token lives
 */
record Tokens(Secret access, @Nullable Secret refresh, Duration lifetime) {}
