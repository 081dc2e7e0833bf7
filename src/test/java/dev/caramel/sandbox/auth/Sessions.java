package dev.caramel.sandbox.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The live sessions: one for each user and platform (reference 3.5). */
public final class Sessions {

  private final Clock clock;
  private final Map<String, Session> byAccessToken = new HashMap<>();
  private Duration lifetime = Duration.ofSeconds(3600);
  private Duration refreshLifetime = Duration.ofSeconds(1209600);
  private @Nullable Duration maxSessionLifetime;

  /**
   * Makes a directory without sessions.
   *
   * @param clock Sugar's clock
   */
  public Sessions(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins a session, and ends the one that the user had on the platform.
   *
   * @param userName who
   * @param platform where
   * @return the session
   */
  public synchronized Session begin(String userName, String platform) {
    Instant limit = maxSessionLifetime == null ? null : clock.instant().plus(maxSessionLifetime);
    return begin(userName, platform, limit);
  }

  private Session begin(String userName, String platform, @Nullable Instant limit) {
    end(userName, platform);
    Instant now = clock.instant();
    Session session =
        new Session(
            userName,
            platform,
            UUID.randomUUID().toString(),
            earlier(now.plus(lifetime), limit),
            UUID.randomUUID().toString(),
            earlier(now.plus(refreshLifetime), limit),
            limit,
            new ReentrantLock(true));
    byAccessToken.put(session.accessToken(), session);
    return session;
  }

  /**
   * Exchanges a refresh token for a new session; both old tokens are dead at once.
   *
   * @param refreshToken the token
   * @param platform the platform that asks
   * @return the new session, or null if the token is dead or of another platform
   */
  public synchronized @Nullable Session refresh(String refreshToken, String platform) {
    for (Session session : byAccessToken.values()) {
      if (session.refreshToken().equals(refreshToken)) {
        boolean alive = session.refreshExpires().isAfter(clock.instant());
        if (alive && session.platform().equals(platform)) {
          return begin(session.userName(), platform, session.limit());
        }
        return null;
      }
    }
    return null;
  }

  /**
   * Finds a session by its access token.
   *
   * @param accessToken the token
   * @return the session, or null if the token is unknown, expired or killed
   */
  public synchronized @Nullable Session find(String accessToken) {
    Session session = byAccessToken.get(accessToken);
    return session == null || !session.expires().isAfter(clock.instant()) ? null : session;
  }

  /**
   * Ends the session of a user on a platform, with both its tokens.
   *
   * @param userName who
   * @param platform where
   */
  public synchronized void end(String userName, String platform) {
    byAccessToken
        .values()
        .removeIf(s -> s.userName().equalsIgnoreCase(userName) && s.platform().equals(platform));
  }

  /** Ends all sessions, with both their tokens, as a restart of the server may do. */
  public synchronized void endAll() {
    byAccessToken.clear();
  }

  /** Lets all access tokens expire; refresh tokens live on. */
  public synchronized void expireAll() {
    byAccessToken.replaceAll(
        (token, s) ->
            new Session(
                s.userName(),
                s.platform(),
                s.accessToken(),
                clock.instant(),
                s.refreshToken(),
                s.refreshExpires(),
                s.limit(),
                s.queue()));
  }

  /**
   * Sets how long tokens live.
   *
   * @param access of access tokens, 3600 seconds unless set
   * @param refresh of refresh tokens, 14 days unless set
   * @param session how long a login can be refreshed at most, or null for no end (reference 3.2)
   */
  public synchronized void lifetimes(
      Duration access, Duration refresh, @Nullable Duration session) {
    lifetime = access;
    refreshLifetime = refresh;
    maxSessionLifetime = session;
  }

  /**
   * Counts the live sessions.
   *
   * @return sessions whose refresh token is alive
   */
  public synchronized int count() {
    Iterator<Session> all = byAccessToken.values().iterator();
    int alive = 0;
    while (all.hasNext()) {
      alive += all.next().refreshExpires().isAfter(clock.instant()) ? 1 : 0;
    }
    return alive;
  }

  private static Instant earlier(Instant time, @Nullable Instant limit) {
    return limit != null && limit.isBefore(time) ? limit : time;
  }
}
