package dev.caramel.sugar;

import org.jspecify.annotations.Nullable;

/**
 * A question to Sugar's token endpoint: the body of the route {@code sugar-login}.
 *
 * @param connection the connection that logs in
 * @param refreshToken token to refresh with, or null for a login with the password
 */
record TokenRequest(SugarConnection connection, @Nullable Secret refreshToken) {}
