package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Modules and fields of each connection's Sugar, kept until their hash changes. Sugar is asked for
 * the hash once a minute at most, and only when somebody wants to know.
 */
@Component
class SugarMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(SugarMetadata.class);

  private final SugarRoutes routes;
  private final SugarConnections connections;
  private final SugarSettings settings;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, Kept> byConnection = new ConcurrentHashMap<>();

  SugarMetadata(
      SugarRoutes routes,
      SugarConnections connections,
      SugarSettings settings,
      ObjectMapper json,
      Clock clock) {
    this.routes = routes;
    this.connections = connections;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  Optional<SugarModule> module(String connection, String name) {
    Kept kept = kept(connection);
    synchronized (kept) {
      Definition known = kept.definitions.get(name);
      if (known != null && isFresh(known.checkedAt)) {
        return known.module;
      }
      SugarAccess access = access(connection, kept);
      if (known != null && known.isUnchanged(access, hash(connection, name))) {
        known.checkedAt = clock.instant();
        return known.module;
      }
      if (known != null) {
        LOG.info("The metadata of {} changed in Sugar {}", name, connection);
        kept.labels = null;
      }
      Definition read = read(connection, name, access, labels(connection, kept, access));
      kept.definitions.put(name, read);
      return read.module;
    }
  }

  /** Names of the modules that the user may see. */
  List<String> modules(String connection) {
    Kept kept = kept(connection);
    synchronized (kept) {
      SugarAccess access = access(connection, kept);
      JsonNode list =
          ask(
                  connection,
                  "metadata",
                  Map.of("type_filter", "full_module_list"),
                  "listing modules",
                  "full_module_list")
              .path("full_module_list");
      return StreamSupport.stream(((Iterable<String>) list::fieldNames).spliterator(), false)
          .filter(name -> !name.equals("_hash") && access.canSee(name))
          .sorted()
          .toList();
    }
  }

  String moduleLabel(String connection, String module) {
    Kept kept = kept(connection);
    synchronized (kept) {
      return labels(connection, kept, access(connection, kept)).module(module);
    }
  }

  /** Keys and labels of a dropdown field, in Sugar's order; empty if the field has none. */
  Map<String, String> options(String connection, String module, String field) {
    Optional<SugarField> known = module(connection, module).flatMap(found -> found.field(field));
    if (known.isEmpty() || known.get().options() == null) {
      return Map.of();
    }
    Kept kept = kept(connection);
    synchronized (kept) {
      Definition definition = kept.definitions.get(module);
      if (definition == null) {
        return Map.of();
      }
      return definition.options.computeIfAbsent(
          field,
          name ->
              readOptions(
                  ask(
                      connection,
                      module + "/enum/" + name,
                      Map.of(),
                      "reading the dropdown of " + module + "." + name)));
    }
  }

  SugarAccess access(String connection) {
    Kept kept = kept(connection);
    synchronized (kept) {
      return access(connection, kept);
    }
  }

  void forget(String connection) {
    byConnection.remove(connection);
  }

  private SugarAccess access(String connection, Kept kept) {
    SugarAccess known = kept.access;
    if (known == null || !isFresh(kept.accessCheckedAt)) {
      known =
          SugarAccess.of(
              ask(connection, "me", Map.of(), "reading the user's rights", "current_user"));
      kept.access = known;
      kept.accessCheckedAt = clock.instant();
    }
    return known;
  }

  private SugarLabels labels(String connection, Kept kept, SugarAccess access) {
    SugarLabels known = kept.labels;
    if (known == null) {
      String configured = connections.get(connection).language();
      known = readLabels(connection, configured == null ? access.language() : configured);
      kept.labels = known;
    }
    return known;
  }

  private SugarLabels readLabels(String connection, String language) {
    try {
      return SugarLabels.of(ask(connection, "lang/" + language, Map.of(), "reading labels"));
    } catch (SugarException.NotFound | SugarException.NotAllowed | SugarException.Refused refused) {
      // Labels are a comfort: without them people see the names of fields.
      LOG.warn("Labels in {} cannot be read: {}", language, refused.getMessage());
      return SugarLabels.NONE;
    }
  }

  private Definition read(String connection, String name, SugarAccess access, SugarLabels labels) {
    JsonNode metadata;
    try {
      metadata =
          ask(connection, "metadata", filter(name), "reading the fields of " + name, "modules");
    } catch (SugarException.NotFound none) {
      // Releases differ in how they say that there is no such module.
      return new Definition(Optional.empty(), "", access.acl().path(name), clock.instant());
    }
    return new Definition(
        FieldReader.module(name, metadata, access, labels),
        metadata.path("_hash").asText(""),
        access.acl().path(name),
        clock.instant());
  }

  /**
   * The metadata's hash: all of it on some releases, of what was asked for on others. Asked like
   * the first time, so that an answer that ignores {@code only_hash} stays small.
   */
  private String hash(String connection, String name) {
    Map<String, String> query = new LinkedHashMap<>(filter(name));
    query.put("only_hash", "true");
    try {
      return ask(connection, "metadata", query, "asking whether the metadata changed")
          .path("_hash")
          .asText("");
    } catch (SugarException.NotFound none) {
      return "";
    }
  }

  private static Map<String, String> filter(String module) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("type_filter", "modules");
    query.put("module_filter", module);
    return query;
  }

  JsonNode ask(String connection, String path, Map<String, String> query, String purpose) {
    return routes.request(SugarRequest.get(connection, path, query, purpose, this::tree));
  }

  /**
   * An answer without the key that it is all about is not Sugar's: taken for one, it would say that
   * everything is allowed, or that there is nothing.
   */
  private JsonNode ask(
      String connection, String path, Map<String, String> query, String purpose, String key) {
    return routes.request(
        SugarRequest.get(
            connection,
            path,
            query,
            purpose,
            body -> {
              JsonNode answer = tree(body);
              if (!answer.has(key)) {
                throw new IOException("the answer has no " + key);
              }
              return answer;
            }));
  }

  private JsonNode tree(InputStream body) throws IOException {
    return json.readTree(body);
  }

  /** A dropdown with keys 0, 1, 2 comes as an array: PHP's habit (reference 7.5). */
  private static Map<String, String> readOptions(JsonNode list) {
    Map<String, String> options = new LinkedHashMap<>();
    if (list.isArray()) {
      for (int i = 0; i < list.size(); i++) {
        options.put(Integer.toString(i), list.get(i).asText(""));
      }
    } else {
      list.properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("_hash")) {
                  options.put(entry.getKey(), entry.getValue().asText(""));
                }
              });
    }
    return Collections.unmodifiableMap(options);
  }

  private boolean isFresh(Instant checkedAt) {
    return clock.instant().isBefore(checkedAt.plus(settings.metadataCheck()));
  }

  private Kept kept(String connection) {
    return byConnection.computeIfAbsent(connection, name -> new Kept());
  }

  /** What is known of one connection; guarded by itself. */
  private static final class Kept {
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private @Nullable SugarAccess access;
    private Instant accessCheckedAt = Instant.MIN;
    private @Nullable SugarLabels labels;
  }

  private static final class Definition {
    private final Optional<SugarModule> module;
    private final String hash;
    private final JsonNode rights;
    private final Map<String, Map<String, String>> options = new LinkedHashMap<>();
    private Instant checkedAt;

    private Definition(
        Optional<SugarModule> module, String hash, JsonNode rights, Instant checkedAt) {
      this.module = module;
      this.hash = hash;
      this.rights = rights;
      this.checkedAt = checkedAt;
    }

    private boolean isUnchanged(SugarAccess access, String itsHash) {
      String name = module.map(SugarModule::name).orElse("");
      return !hash.isEmpty()
          && hash.equals(itsHash)
          && (name.isEmpty() || access.acl().path(name).equals(rights));
    }
  }
}
