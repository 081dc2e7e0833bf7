package dev.caramel.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.auth.Role;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.auth.SugarUser.State;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Users and platforms of the control API. */
final class UserEndpoints {

  private final Sandbox sandbox;

  UserEndpoints(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void addTo(Router router) {
    router
        .open("POST /users", this::put)
        .open("POST /platforms", this::platform)
        .open("POST /sessions/end", this::endSessions);
  }

  /** Adds a user, or replaces one; what is left out stays as it was, or is the plain default. */
  private Answer put(Call call) {
    ObjectNode body = call.fields();
    String name = body.path("name").asText();
    SugarUser old = sandbox.users().find(name);
    SugarUser user =
        new SugarUser(
            body.path("id").asText(old == null ? name : old.id()),
            name,
            body.path("password").asText(old == null ? "sandbox" : old.password()),
            body.path("admin").asBoolean(old != null && old.admin()),
            body.has("teams") ? teams(body.path("teams")) : old == null ? null : old.teams(),
            ZoneId.of(body.path("timezone").asText(old == null ? "UTC" : old.zone().getId())),
            body.path("language").asText(old == null ? "en_us" : old.language()),
            role(body, old),
            body.has("state")
                ? State.valueOf(
                    body.path("state").asText().toUpperCase(Locale.ROOT).replace('-', '_'))
                : old == null ? State.ACTIVE : old.state());
    sandbox.users().put(user);
    return Answer.json(Json.object().put("name", name).put("id", user.id()));
  }

  private static @Nullable Set<String> teams(JsonNode teams) {
    return teams.isNull() ? null : new HashSet<>(ControlEndpoints.texts(teams));
  }

  /** {@code "denied": {"Leads": ["delete"]}, "hidden": {...}, "readOnly": {...}}. */
  private static Role role(ObjectNode body, @Nullable SugarUser old) {
    boolean told = body.has("denied") || body.has("hidden") || body.has("readOnly");
    if (!told && old != null) {
      return old.role();
    }
    Role role = new Role();
    each(body.path("denied"), role::deny);
    each(body.path("hidden"), role::hide);
    each(body.path("readOnly"), role::protect);
    return role;
  }

  private static void each(JsonNode byModule, BiConsumer<String, String> action) {
    byModule
        .fields()
        .forEachRemaining(
            e -> e.getValue().forEach(item -> action.accept(e.getKey(), item.asText())));
  }

  private Answer platform(Call call) {
    String name = call.fields().path("name").asText();
    if (call.fields().path("registered").asBoolean(true)) {
      sandbox.instance().platforms().add(name);
    } else {
      sandbox.instance().platforms().remove(name);
    }
    return Answer.json(Json.tree(sandbox.instance().platforms()));
  }

  private Answer endSessions(Call call) {
    sandbox.instance().sessions().endAll();
    return Answer.json(Json.object().put("sessions", 0));
  }
}
