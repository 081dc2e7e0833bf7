package dev.caramel.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The control API below {@code /sandbox}: what the Java API can do, by HTTP. */
public final class ControlEndpoints {

  private final Sandbox sandbox;

  /**
   * Makes the endpoints.
   *
   * @param sandbox the sandbox that they control
   */
  public ControlEndpoints(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .open("GET /records/{module}", this::ids)
        .open("POST /records/{module}", this::create)
        .open("GET /records/{module}/{id}", this::record)
        .open("PATCH /records/{module}/{id}", this::update)
        .open("DELETE /records/{module}/{id}", this::delete)
        .open("POST /records/{module}/{id}/undelete", this::undelete)
        .open("POST /records/{module}/{id}/merge", this::merge)
        .open("POST /records/{module}/{id}/teams", this::teams)
        .open("POST /records/Leads/{id}/convert", this::convert)
        .open("POST /target-lists/{list}/members", call -> member(call, true))
        .open("DELETE /target-lists/{list}/members", call -> member(call, false))
        .open("POST /addresses", this::address)
        .open("POST /prune", call -> done("pruned", sandbox.sugar().prune()))
        .open("POST /clock", this::clock)
        .open("POST /fields", this::field)
        .open("GET /switches", call -> switches())
        .open("PUT /switches", this::turn)
        .open("POST /faults", this::fault)
        .open("GET /faults", call -> Answer.json(Json.tree(sandbox.faults().all())))
        .open("DELETE /faults", this::clearFaults)
        .open("GET /requests", call -> Answer.json(Json.tree(sandbox.requests().all())))
        .open("DELETE /requests", this::clearRequests);
    new UserEndpoints(sandbox).addTo(router);
  }

  private static Answer done(String key, Object value) {
    ObjectNode answer = Json.object();
    answer.set(key, Json.tree(value));
    return Answer.json(answer);
  }

  private Answer ids(Call call) {
    return done("ids", sandbox.sugar().ids(call.variable("module")));
  }

  private Answer create(Call call) {
    return done("id", sandbox.sugar().create(call.variable("module"), values(call)));
  }

  private Answer record(Call call) {
    Map<String, Object> texts = new LinkedHashMap<>();
    sandbox
        .sugar()
        .record(call.variable("module"), call.variable("id"))
        .forEach(
            (field, value) ->
                texts.put(field, value instanceof Instant time ? time.toString() : value));
    return Answer.json(Json.tree(texts));
  }

  private Answer update(Call call) {
    sandbox.sugar().update(call.variable("module"), call.variable("id"), values(call));
    return done("id", call.variable("id"));
  }

  private Answer delete(Call call) {
    JsonNode at = call.fields().path("date_modified");
    if (at.isTextual()) {
      sandbox
          .sugar()
          .delete(
              call.variable("module"),
              call.variable("id"),
              OffsetDateTime.parse(at.asText()).toInstant());
    } else {
      sandbox.sugar().delete(call.variable("module"), call.variable("id"));
    }
    return done("id", call.variable("id"));
  }

  private Answer undelete(Call call) {
    sandbox.sugar().undelete(call.variable("module"), call.variable("id"));
    return done("id", call.variable("id"));
  }

  private Answer merge(Call call) {
    List<String> others = texts(call.fields().path("others"));
    sandbox.sugar().merge(call.variable("module"), call.variable("id"), others);
    return done("id", call.variable("id"));
  }

  private Answer teams(Call call) {
    List<String> teams = texts(call.fields().path("teams"));
    sandbox.sugar().setTeams(call.variable("module"), call.variable("id"), teams);
    return done("id", call.variable("id"));
  }

  private Answer convert(Call call) {
    return done("contact_id", sandbox.sugar().convert(call.variable("id")));
  }

  private Answer member(Call call, boolean added) {
    ObjectNode body = call.fields();
    String list = call.variable("list");
    String module = body.path("module").asText();
    List<String> ids =
        body.has("ids") ? texts(body.path("ids")) : List.of(body.path("id").asText());
    for (String id : ids) {
      if (added) {
        sandbox.sugar().addToTargetList(list, module, id);
      } else {
        sandbox.sugar().removeFromTargetList(list, module, id);
      }
    }
    return done("members", ids.size());
  }

  private Answer address(Call call) {
    ObjectNode body = call.fields();
    sandbox
        .sugar()
        .setAddress(
            body.path("email").asText(),
            body.path("opt_out").asBoolean(),
            body.path("invalid").asBoolean());
    return done("email", body.path("email").asText());
  }

  private Answer clock(Call call) {
    ObjectNode body = call.fields();
    if (body.path("run").asBoolean()) {
      sandbox.clock().run();
    }
    if (body.hasNonNull("instant")) {
      sandbox.clock().stopAt(OffsetDateTime.parse(body.path("instant").asText()).toInstant());
    }
    sandbox.clock().advance(Duration.ofSeconds(body.path("advanceSeconds").asLong()));
    return done("now", sandbox.clock().instant().toString());
  }

  private Answer field(Call call) {
    ObjectNode body = call.fields();
    String module = body.path("module").asText();
    if (body.path("field") instanceof ObjectNode field) {
      sandbox.install(module, SugarField.of(map(field)));
    } else {
      sandbox.remove(module, body.path("remove").asText());
    }
    return done("module", module);
  }

  private Answer switches() {
    ObjectNode all = Json.object();
    for (Switch which : Switch.values()) {
      all.put(which.name(), sandbox.switches().on(which));
    }
    all.put("max_list_limit", sandbox.switches().maxListLimit());
    all.put("latency_millis", sandbox.switches().latencyMillis());
    all.put("latency_per_save_millis", sandbox.switches().latencyPerSaveMillis());
    return Answer.json(all);
  }

  private Answer turn(Call call) {
    call.fields()
        .fields()
        .forEachRemaining(
            entry -> {
              switch (entry.getKey()) {
                case "max_list_limit" -> sandbox.switches().maxListLimit(entry.getValue().asInt());
                case "latency_millis" -> sandbox.switches().latencyMillis(entry.getValue().asInt());
                case "latency_per_save_millis" ->
                    sandbox.switches().latencyPerSaveMillis(entry.getValue().asInt());
                default ->
                    sandbox
                        .switches()
                        .turn(Switch.valueOf(entry.getKey()), entry.getValue().asBoolean());
              }
            });
    return switches();
  }

  private Answer fault(Call call) {
    JsonNode body = call.body();
    for (JsonNode one : body.isArray() ? body : List.of(body)) {
      sandbox
          .faults()
          .add(
              new Fault(
                  one.path("kind").asText(),
                  one.path("status").asInt(),
                  text(one.path("retryAfter")),
                  text(one.path("body")),
                  text(one.path("path")),
                  one.path("at").asInt(),
                  one.path("times").asInt(),
                  one.path("delayMillis").asLong()));
    }
    return Answer.json(Json.tree(sandbox.faults().all()));
  }

  private Answer clearFaults(Call call) {
    sandbox.faults().clear();
    return done("faults", 0);
  }

  private Answer clearRequests(Call call) {
    sandbox.requests().clear();
    return done("requests", 0);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? null
        : node.isValueNode() ? node.asText() : node.toString();
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Map<String, Object> values(Call call) {
    return map(call.fields());
  }

  private static Map<String, Object> map(ObjectNode body) {
    Map<String, Object> values = new LinkedHashMap<>();
    body.fields()
        .forEachRemaining(
            e ->
                values.put(
                    e.getKey(),
                    e.getValue().isTextual() ? e.getValue().asText() : plain(e.getValue())));
    return values;
  }

  private static Object plain(JsonNode node) {
    return node.isBoolean() ? (Object) node.booleanValue() : node.isInt() ? node.intValue() : node;
  }
}
