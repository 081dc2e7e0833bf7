package dev.caramel.sugar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The sessions of all connections: one for each address, user and platform, shared by all routes
 * and nodes, because a second login of the same user and platform ends the first (reference 3.5).
 */
@Component
class SugarSessions {
  private static final Logger LOG = LoggerFactory.getLogger(SugarSessions.class);
  private static final int SHORT_LIFE_SHARE = 10;

  private final SessionStore store;
  private final SugarRoutes routes;
  private final SugarSettings settings;
  private final Clock clock;
  private final Map<Key, Held> sessions = new ConcurrentHashMap<>();

  SugarSessions(SessionStore store, SugarRoutes routes, SugarSettings settings, Clock clock) {
    this.store = store;
    this.routes = routes;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A session that lives, as far as we know: the one at hand, another node's, or a new one.
   *
   * @throws SugarException.LoginRefused if the login is refused, or was lately
   * @throws InterruptedException if the thread is interrupted while another one logs in
   */
  SugarSession current(SugarConnection connection) throws InterruptedException {
    Held held = held(connection);
    SugarSession session = held.session;
    if (session != null && isUsable(held, session)) {
      return session;
    }
    held.lock.lockInterruptibly();
    try {
      session = held.session;
      return session != null && isUsable(held, session) ? session : renew(connection, held);
    } finally {
      held.lock.unlock();
    }
  }

  /** Told by whoever was answered that the session is over. */
  void ended(SugarConnection connection, long generation) {
    Held held = held(connection);
    held.lock.lock();
    try {
      held.endedGeneration = Math.max(held.endedGeneration, generation);
    } finally {
      held.lock.unlock();
    }
  }

  /** Lets a refused login be tried again at once: somebody asked for a test. */
  void unblock(SugarConnection connection) {
    store.change(
        connection.sessionId(),
        before ->
            before.blockedUntil() == null
                ? before
                : new StoredSession(null, null, null, before.generation(), null, null, null));
  }

  private boolean isUsable(Held held, SugarSession session) {
    return session.generation() > held.endedGeneration
        && clock.instant().isBefore(session.expiresAt());
  }

  private SugarSession renew(SugarConnection connection, Held held) {
    String fingerprint = held.fingerprint();
    StoredSession stored =
        store.change(connection.sessionId(), before -> next(connection, held, before, fingerprint));
    if (stored.isBlocked(clock.instant(), fingerprint)) {
      throw new SugarException.LoginRefused(blockedMessage(stored), held.platformRefused);
    }
    SugarSession session =
        stored(held, stored)
            .orElseThrow(() -> new IllegalStateException("A new session could not be read back"));
    held.session = session;
    return session;
  }

  /** What is to be stored: what another node left, the refreshed session, or that of a login. */
  private StoredSession next(
      SugarConnection connection, Held held, StoredSession before, String fingerprint) {
    Instant now = clock.instant();
    if (before.isBlocked(now, fingerprint)
        || stored(held, before).filter(session -> isUsable(held, session)).isPresent()) {
      return before;
    }
    Tokens tokens = refreshed(connection, held.cipher.decrypt(before.refreshToken()));
    if (tokens == null) {
      try {
        tokens = routes.login(new TokenRequest(connection, null));
        LOG.info("Logged in to Sugar {} as {}", connection.name(), connection.username());
      } catch (SugarException.LoginRefused refused) {
        LOG.warn("{}", refused.getMessage());
        held.platformRefused = refused.isOfPlatform();
        return before.blocked(message(refused), now.plus(settings.loginBlock()), fingerprint);
      }
    }
    Secret refresh = tokens.refresh();
    return before.renewed(
        held.cipher.encrypt(tokens.access()),
        refresh == null ? null : held.cipher.encrypt(refresh),
        now.plus(usefulLife(tokens.lifetime())),
        fingerprint);
  }

  private @Nullable Tokens refreshed(SugarConnection connection, Optional<Secret> token) {
    if (token.isEmpty()) {
      return null;
    }
    try {
      return routes.login(new TokenRequest(connection, token.get()));
    } catch (SugarException.LoginRefused refused) {
      // Whatever its label: rotated away, killed by another login, or too old (reference 3.2).
      LOG.debug("The refresh token is no longer good, logging in: {}", refused.getMessage());
      return null;
    }
  }

  private Optional<SugarSession> stored(Held held, StoredSession stored) {
    Instant expires = stored.expiresAt();
    return expires == null
        ? Optional.empty()
        : held.cipher
            .decrypt(stored.accessToken())
            .map(token -> new SugarSession(token, expires, stored.generation()));
  }

  /** A session is renewed a little early; one that lives shortly keeps most of its life. */
  private Duration usefulLife(Duration lifetime) {
    Duration share = lifetime.dividedBy(SHORT_LIFE_SHARE);
    Duration skew = settings.sessionSkew();
    return lifetime.minus(share.compareTo(skew) < 0 ? share : skew);
  }

  private static String blockedMessage(StoredSession stored) {
    Instant until = stored.blockedUntil();
    return stored.blockedReason()
        + (until == null
            ? ""
            : ". Caramel tries again by itself at "
                + until.truncatedTo(ChronoUnit.SECONDS)
                + ", or at once when the settings change or somebody tests the connection.");
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private Held held(SugarConnection connection) {
    return sessions.computeIfAbsent(
        new Key(connection.sessionId(), connection.password()), key -> new Held(key));
  }

  private record Key(String sessionId, Secret password) {}

  private static final class Held {
    private final ReentrantLock lock = new ReentrantLock();
    private final TokenCipher cipher;
    private volatile @Nullable SugarSession session;
    private volatile long endedGeneration = -1;
    private @Nullable String fingerprint;
    private boolean platformRefused;

    private Held(Key key) {
      this.cipher = new TokenCipher(key.sessionId(), key.password());
    }

    private String fingerprint() {
      String known = fingerprint;
      if (known == null) {
        known = cipher.fingerprint();
        fingerprint = known;
      }
      return known;
    }
  }
}
