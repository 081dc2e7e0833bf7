package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.filter.Listing;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.ApiVersion;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Upserts by a key of the client's own, from Sugar 10.2; and the duplicate check (5.8, 5.9). */
public final class SyncKeyEndpoints {

  private static final ApiVersion SINCE = new ApiVersion(11, 10);

  private final Instance instance;
  private final Access access;
  private final Listing listing;
  private final Saving saving;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   * @param listing its lists
   */
  public SyncKeyEndpoints(Instance instance, Listing listing) {
    this.instance = instance;
    this.access = new Access(instance);
    this.listing = listing;
    this.saving = new Saving(instance);
  }

  /**
   * Adds the routes, as far as the release has them.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router.on("POST /{module}/duplicateCheck", this::duplicates);
    if (ApiVersion.of(instance.release()).compareTo(SINCE) < 0) {
      return;
    }
    router
        .on("PATCH /{module}/sync_key/{value}", this::upsertPath)
        .on("PUT /{module}/sync_key/{value}", this::upsertPath)
        .on("GET /integrate/{module}/{key}/{value}", this::read)
        .on("PATCH /integrate/{module}/{key}/{value}", this::upsertKeyPath)
        .on("DELETE /integrate/{module}/{key}/{value}", this::delete)
        .on("PATCH /integrate/{module}", this::upsertBody)
        .on("PUT /integrate/{module}/{id}", this::setKey);
  }

  private Answer upsertPath(Call call) {
    return upsert(call, "sync_key", call.variable("value"), call.fields());
  }

  private Answer upsertKeyPath(Call call) {
    JsonNode fields = call.fields().path("fields");
    ObjectNode values = fields instanceof ObjectNode object ? object : call.fields();
    return upsert(call, call.variable("key"), call.variable("value"), values);
  }

  private Answer upsertBody(Call call) {
    ObjectNode body = call.fields();
    if (!body.hasNonNull("sync_key_field_value")) {
      throw new SugarError("missing_parameter");
    }
    ObjectNode values = body.path("fields") instanceof ObjectNode fields ? fields : Json.object();
    String key = body.path("sync_key_field_name").asText("sync_key");
    return upsert(call, key, body.path("sync_key_field_value").asText(), values);
  }

  private Answer upsert(Call call, String key, String value, ObjectNode values) {
    String module = allowed(call, "edit");
    ObjectNode all = values.deepCopy();
    all.set(key, new TextNode(value));
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = find(call.user(), module, key, value);
                  Row saved =
                      row == null
                          ? saving.create(call.user(), module, all, instance.store().now())
                          : saving.update(call.user(), row, values, instance.store().now());
                  return answer(saved).withStatus(row == null ? 201 : 200);
                });
    instance.saved();
    return answer;
  }

  private Answer setKey(Call call) {
    String module = allowed(call, "edit");
    String key = call.fields().path("sync_key_field_name").asText("sync_key");
    JsonNode value = call.fields().path("sync_key_field_value");
    if (value.isMissingNode()) {
      throw new SugarError("missing_parameter");
    }
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = access.record(module, call.variable("id"), call.user());
                  ObjectNode values = Json.object();
                  values.set(key, value);
                  return answer(saving.update(call.user(), row, values, instance.store().now()));
                });
    instance.saved();
    return answer;
  }

  private Answer read(Call call) {
    String module = allowed(call, "view");
    return instance
        .store()
        .reading(
            () -> {
              Row row = known(call, module);
              Set<String> fields = Fields.read(call.arguments().path("fields"));
              RecordWriter writer = new RecordWriter(instance, call.user(), module, fields);
              ObjectNode answer = Json.object();
              answer.set("record", writer.tree(row));
              return Answer.json(answer);
            });
  }

  private Answer delete(Call call) {
    String module = allowed(call, "delete");
    return instance
        .store()
        .writing(
            () -> {
              Row row = known(call, module);
              saving.delete(call.user(), row, instance.store().now());
              return answer(row);
            });
  }

  private Row known(Call call, String module) {
    String value = call.variable("value");
    Row row = find(call.user(), module, call.variable("key"), value);
    if (row == null) {
      throw new SugarError("not_found.record", value, module);
    }
    return row;
  }

  private String allowed(Call call, String action) {
    String module = access.module(call, action);
    if (instance.on(Switch.SYNC_KEY_ADMIN_ONLY) && !call.user().admin()) {
      throw new SugarError("not_authorized");
    }
    return module;
  }

  private static Answer answer(Row row) {
    return Answer.json(Json.object().put("record", row.id()));
  }

  private @Nullable Row find(SugarUser user, String module, String key, String value) {
    ObjectNode arguments = Json.object().put("max_num", 1).put("order_by", "id");
    arguments.putArray("filter").addObject().put(key, value);
    List<Row> rows = listing.page(user, module, arguments).rows();
    return rows.isEmpty() ? null : rows.get(0);
  }

  /** Candidates by address, then by full name (reference 5.8). */
  private Answer duplicates(Call call) {
    String module = access.module(call, "list");
    return instance
        .store()
        .reading(
            () -> {
              Map<String, Row> found = new LinkedHashMap<>();
              ObjectNode body = call.fields();
              JsonNode email = body.path("email");
              String address =
                  email.isArray()
                      ? email.path(0).path("email_address").asText()
                      : body.path("email1").asText(email.asText());
              if (!address.isEmpty()) {
                add(found, call.user(), module, Map.of("email", address));
              }
              String last = body.path("last_name").asText();
              if (!last.isEmpty()) {
                String first = body.path("first_name").asText();
                add(found, call.user(), module, Map.of("last_name", last, "first_name", first));
              }
              RecordWriter writer = new RecordWriter(instance, call.user(), module, Set.of());
              ObjectNode answer = Json.object().put("next_offset", -1);
              var records = answer.putArray("records");
              found
                  .values()
                  .forEach(
                      row ->
                          records.add(
                              ((ObjectNode) writer.tree(row)).put("duplicate_check_rank", 8)));
              return Answer.json(answer);
            });
  }

  private void add(
      Map<String, Row> found, SugarUser user, String module, Map<String, String> conditions) {
    ObjectNode arguments = Json.object().put("order_by", "id");
    var filter = arguments.putArray("filter");
    conditions.forEach((field, value) -> filter.addObject().put(field, value));
    listing.page(user, module, arguments).rows().forEach(row -> found.put(row.id(), row));
  }
}
