package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The caller's own profile, and the cheapest checks (reference 7.7 and 9). */
public final class MeEndpoints {

  private static final List<String> STUDIO = List.of("admin", "developer");

  private final Instance instance;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   */
  public MeEndpoints(Instance instance) {
    this.instance = instance;
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .on("GET /ping", call -> Answer.json(out -> out.writeString("pong")))
        .on("GET /ping/whattimeisit", this::time)
        .on("GET /me", call -> profile(call.user()))
        .on("PUT /me", this::change)
        .on("GET /me/preferences", call -> Answer.json(preferences(call.user())))
        .on("PUT /me/preferences", this::change)
        .on("GET /me/preference/{name}", this::preference)
        .on("PUT /me/preference/{name}", this::setPreference);
  }

  private Answer time(Call call) {
    String now = new Times(call.user().zone()).text(instance.store().now());
    return Answer.json(out -> out.writeString(now));
  }

  private Answer profile(SugarUser user) {
    return instance
        .store()
        .reading(
            () -> {
              Row row = instance.store().live("Users", user.id());
              ObjectNode me = Json.object();
              me.put("type", user.admin() ? "admin" : "user");
              me.put("id", user.id());
              me.put("full_name", row == null ? user.name() : Names.of(row));
              me.put("user_name", user.name());
              me.set("preferences", preferences(user));
              Set<String> modules = instance.store().catalog().modules();
              me.set(
                  "module_list",
                  Json.tree(modules.stream().filter(m -> user.role().may(m, "access")).toList()));
              ObjectNode acl = me.putObject("acl");
              modules.forEach(module -> acl.set(module, acl(user, module)));
              me.set("licenses", Json.tree(List.of("SUGAR_SELL")));
              me.set("my_teams", teams(user));
              me.set("email", row == null ? Json.tree(List.of()) : emails(user, row));
              ObjectNode answer = Json.object();
              answer.set("current_user", me);
              return Answer.json(answer);
            });
  }

  private JsonNode emails(SugarUser user, Row row) {
    RecordWriter writer = new RecordWriter(instance, user, "Users", Set.of("email"));
    JsonNode email = writer.tree(row).path("email");
    return email.isMissingNode() ? Json.tree(List.of()) : email;
  }

  /** Only denials are listed (reference 7.7). */
  private static ObjectNode acl(SugarUser user, String module) {
    ObjectNode acl = Json.object();
    user.role().denied(module).forEach(action -> acl.put(action, "no"));
    if (!user.admin()) {
      STUDIO.forEach(action -> acl.put(action, "no"));
    }
    ObjectNode fields = Json.object();
    for (String field : user.role().hidden(module)) {
      fields.putObject(field).put("read", "no").put("write", "no").put("create", "no");
    }
    for (String field : user.role().readOnly(module)) {
      fields.putObject(field).put("write", "no").put("create", "no");
    }
    // PHP's habit: an empty map is an empty array.
    acl.set("fields", fields.isEmpty() ? Json.tree(List.of()) : fields);
    acl.put("_hash", Hashes.of(acl.toString()));
    return acl;
  }

  private JsonNode teams(SugarUser user) {
    return Json.tree(
        (user.teams() == null ? List.<String>of("1") : user.teams())
            .stream()
                .map(id -> instance.store().live("Teams", id))
                .filter(team -> team != null)
                .map(team -> Json.object().put("id", team.id()).put("name", team.text("name")))
                .toList());
  }

  private static ObjectNode preferences(SugarUser user) {
    return Json.object()
        .put("timezone", user.zone().getId())
        .put("language", user.language())
        .put("datepref", "Y-m-d")
        .put("timepref", "H:i");
  }

  private Answer change(Call call) {
    JsonNode wanted = call.fields().path("preferences");
    JsonNode values = wanted.isObject() ? wanted : call.fields();
    SugarUser user = call.user();
    for (String name : List.of("timezone", "language")) {
      if (values.hasNonNull(name)) {
        user = changed(user, name, values.get(name).asText());
      }
    }
    instance.users().put(user);
    return wanted.isObject() ? profile(user) : Answer.json(preferences(user));
  }

  private Answer preference(Call call) {
    JsonNode value = preferences(call.user()).path(call.variable("name"));
    return Answer.json(out -> out.writeString(value.asText()));
  }

  private Answer setPreference(Call call) {
    String value = call.fields().path("value").asText();
    SugarUser user = changed(call.user(), call.variable("name"), value);
    instance.users().put(user);
    return Answer.json(Json.object().put(call.variable("name"), value));
  }

  private static SugarUser changed(SugarUser user, String name, String value) {
    try {
      return switch (name) {
        case "timezone" -> user.withZone(ZoneId.of(value));
        case "language" -> user.withLanguage(value);
        default -> user;
      };
    } catch (DateTimeException e) {
      throw new SugarError("invalid_parameter");
    }
  }
}
