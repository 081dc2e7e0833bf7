package dev.caramel.sugar;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which version of the REST API each Sugar is spoken to: found out by its release, never by probing
 * upwards (reference 1.1 and 1.4).
 */
@Component
class SugarVersions {
  /** Served by every release from 7.6 on: logins and the question for the release use it. */
  static final String LOWEST = "v10";

  private static final Logger LOG = LoggerFactory.getLogger(SugarVersions.class);
  private static final Pattern RELEASE = Pattern.compile("^(\\d+)\\.(\\d+)");
  private static final int MAJOR = 100;
  private static final NavigableMap<Integer, String> BY_RELEASE = byRelease();
  private static final List<String> LADDER =
      new ArrayList<>(new LinkedHashSet<>(BY_RELEASE.values()));

  private final SugarRoutes routes;
  private final SessionStore store;
  private final ObjectMapper json;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  SugarVersions(SugarRoutes routes, SessionStore store, ObjectMapper json) {
    this.routes = routes;
    this.store = store;
    this.json = json;
  }

  /** The version to use, such as {@code v11_5}. */
  String of(SugarConnection connection) throws InterruptedException {
    String configured = connection.apiVersion();
    return configured != null ? normalized(configured) : found(connection).version;
  }

  /** The version to use, if it is known without asking; else empty. */
  String ready(SugarConnection connection) {
    String configured = connection.apiVersion();
    return configured != null ? normalized(configured) : holder(connection).version;
  }

  /** The release, such as {@code 13.0.0}; empty if it was not asked for yet. */
  String known(SugarConnection connection) {
    return holder(connection).release;
  }

  /** The question for the release. */
  SugarRequest<String> question(String connection) {
    return SugarRequest.get(
        connection,
        "metadata",
        Map.of("type_filter", "server_info"),
        "asking for Sugar's release",
        this::readRelease);
  }

  /**
   * Told that a version is too high: the next request finds out again, and goes one step down where
   * the same comes out.
   *
   * @return false if there is nothing more to try
   */
  boolean stepDown(SugarConnection connection, String refused) {
    int step = LADDER.indexOf(normalized(refused));
    if (connection.apiVersion() != null || step <= 0) {
      return false;
    }
    Found known = holder(connection);
    known.ceiling = LADDER.get(step - 1);
    known.version = "";
    return true;
  }

  /** Forgets what was found out, so that the next request asks Sugar. */
  void forget(SugarConnection connection) {
    found.remove(connection.sessionId());
  }

  /** The version that a release speaks; that of the newest known release for a newer one. */
  static String forRelease(String release) {
    Matcher matcher = RELEASE.matcher(release);
    if (!matcher.find()) {
      return LOWEST;
    }
    int number = Integer.parseInt(matcher.group(1)) * MAJOR + Integer.parseInt(matcher.group(2));
    Map.Entry<Integer, String> entry = BY_RELEASE.floorEntry(number);
    return entry == null ? LOWEST : entry.getValue();
  }

  private Found found(SugarConnection connection) throws InterruptedException {
    Found known = holder(connection);
    if (!known.version.isEmpty()) {
      return known;
    }
    known.lock.lockInterruptibly();
    try {
      if (known.version.isEmpty()) {
        findOut(connection, known);
      }
      return known;
    } finally {
      known.lock.unlock();
    }
  }

  private void findOut(SugarConnection connection, Found known) {
    String release = routes.call(question(connection.name()), LOWEST);
    String version = lower(forRelease(release), known.ceiling);
    known.release = release;
    known.version = version;
    store.noteRelease(connection.sessionId(), release, version);
    LOG.info("Sugar {} is {}, spoken to as {}", connection.name(), release, version);
  }

  private String readRelease(InputStream body) throws IOException {
    String release = json.readTree(body).path("server_info").path("version").asText("");
    if (release.isEmpty()) {
      throw new IOException("the answer has no server_info.version");
    }
    return release;
  }

  private Found holder(SugarConnection connection) {
    return found.computeIfAbsent(connection.sessionId(), id -> new Found());
  }

  private static String lower(String version, @Nullable String ceiling) {
    return ceiling == null || LADDER.indexOf(version) < LADDER.indexOf(ceiling) ? version : ceiling;
  }

  /** People write 11.5, 11_5 or v11.5 as well; an address takes v11_5 only. */
  private static String normalized(String version) {
    String digits = version.replaceFirst("^[vV]", "").replace('.', '_');
    return "v" + digits;
  }

  private static NavigableMap<Integer, String> byRelease() {
    NavigableMap<Integer, String> versions = new TreeMap<>();
    versions.put(706, LOWEST);
    versions.put(710, "v11");
    int[] releases = {
      800, 801, 802, 803, 901, 902, 903, 1000, 1001, 1002, 1003, 1100, 1101, 1102, 1103, 1200, 1201,
      1202, 1203, 1300, 1301, 1302, 1303, 1400, 1401, 2501, 2502
    };
    for (int minor = 1; minor <= releases.length; minor++) {
      versions.put(releases[minor - 1], "v11_" + minor);
    }
    return versions;
  }

  private static final class Found {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile String version = "";
    private volatile String release = "";
    private volatile @Nullable String ceiling;
  }
}
