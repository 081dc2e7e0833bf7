package dev.caramel.sugar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session for all nodes.
 *
 * @param accessToken encrypted access token, or null for none
 * @param refreshToken encrypted refresh token, or null for none
 * @param expiresAt end of the access token
 * @param generation grows with every renewal, so that two who saw the same dead session renew once
 * @param blockedReason why the login was refused, or null
 * @param blockedUntil when it may be tried again, or null
 * @param settingsHash fingerprint of the settings that were refused: others may try at once
 */
record StoredSession(
    byte @Nullable [] accessToken,
    byte @Nullable [] refreshToken,
    @Nullable Instant expiresAt,
    long generation,
    @Nullable String blockedReason,
    @Nullable Instant blockedUntil,
    @Nullable String settingsHash) {

  static final StoredSession NONE = new StoredSession(null, null, null, 0, null, null, null);

  StoredSession renewed(
      byte[] access, byte @Nullable [] refresh, Instant expires, String settings) {
    return new StoredSession(access, refresh, expires, generation + 1, null, null, settings);
  }

  StoredSession blocked(String reason, Instant until, String settings) {
    return new StoredSession(null, null, null, generation + 1, reason, until, settings);
  }

  boolean isBlocked(Instant now, String settings) {
    return blockedUntil != null && now.isBefore(blockedUntil) && settings.equals(settingsHash);
  }
}
