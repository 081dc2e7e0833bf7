package dev.caramel.sandbox.auth;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One login of a user on a platform.
 *
 * @param userName who logged in
 * @param platform where
 * @param accessToken the token of data calls
 * @param expires when it ends
 * @param refreshToken the token of the next refresh, dead after one use
 * @param refreshExpires when that ends
 * @param limit when the login ends in any case, or null
 * @param queue the lock that serialises its requests if they are to be
 */
public record Session(
    String userName,
    String platform,
    String accessToken,
    Instant expires,
    String refreshToken,
    Instant refreshExpires,
    @Nullable Instant limit,
    ReentrantLock queue) {

  @Override
  public String toString() {
    // Tokens are not for logs.
    return userName + "@" + platform;
  }
}
