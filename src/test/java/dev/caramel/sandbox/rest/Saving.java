package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes records (reference 5). To be used inside {@code store.writing}. */
public final class Saving {

  private static final Set<String> OF_THE_SERVER =
      Set.of("id", "date_modified", "created_by", "modified_user_id", "deleted", "team_id");

  private final Instance instance;
  private final EmailReader emails;

  /**
   * Makes the writing side of an instance.
   *
   * @param instance the Sugar that is played
   */
  public Saving(Instance instance) {
    this.instance = instance;
    this.emails = new EmailReader(instance);
  }

  /**
   * Creates a record.
   *
   * @param user who does it
   * @param module the module
   * @param body field values, as lax as Sugar takes them
   * @param at the record's {@code date_modified}
   * @return the record
   * @throws SugarError 422 for a wrong address or date, or an id that exists
   */
  public Row create(SugarUser user, String module, ObjectNode body, Instant at) {
    SugarModule definition = instance.store().catalog().module(module);
    emails.check(body);
    String id = UUID.randomUUID().toString();
    if (body.hasNonNull("id") && !instance.on(Switch.OWN_IDS_IGNORED)) {
      id = body.path("id").asText();
      if (instance.store().table(module).find(id) != null || id.isEmpty() || id.length() > 36) {
        throw new SugarError("invalid_parameter.exists", id, module);
      }
    }
    Map<String, @Nullable Object> values = defaults(definition, user);
    values.put("date_entered", at);
    values.put("created_by", user.id());
    values.putAll(values(user, definition, body));
    values.put("modified_user_id", user.id());
    if (module.equals(Store.ADDRESSES)) {
      addressRow(values, id, at);
    }
    instance.store().create(module, id, values, at);
    if (definition.field("team_name") != null) {
      List<String> teams = teams(body.path("team_name"));
      instance.store().setTeams(found(module, id), teams.isEmpty() ? ownTeams(user) : teams);
    }
    if (EmailReader.touches(body) && definition.field("email") != null) {
      emails.apply(found(module, id), body, at);
    }
    return found(module, id);
  }

  private void addressRow(Map<String, @Nullable Object> values, String id, Instant at) {
    String address = String.valueOf(values.get("email_address"));
    values.put("email_address_caps", address.toUpperCase(Locale.ROOT));
    values.putIfAbsent("opt_out", false);
    values.putIfAbsent("invalid_email", false);
    values.put("date_created", at);
    instance.store().addresses().created(id, address);
  }

  private Map<String, @Nullable Object> defaults(SugarModule module, SugarUser user) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    ValueReader reader = new ValueReader(instance, user.zone());
    for (SugarField field : module.fields().values()) {
      Object value = field.attributes().get("default");
      if (field.stored() && value instanceof String text && !text.isEmpty()) {
        boolean keys = field.type().equals("multienum") || field.type().equals("enum");
        if (keys || field.type().equals("bool")) {
          values.put(field.name(), reader.read(field, tree(text)));
        }
      }
    }
    if (module.field("assigned_user_id") != null) {
      values.put("assigned_user_id", user.id());
    }
    return values;
  }

  /**
   * Changes a record.
   *
   * @param user who does it
   * @param row the record
   * @param body the values that change
   * @param at the new {@code date_modified}
   * @return the record after it
   * @throws SugarError 422 for a wrong address or date
   */
  public Row update(SugarUser user, Row row, ObjectNode body, Instant at) {
    SugarModule definition = instance.store().catalog().module(row.module());
    emails.check(body);
    Map<String, @Nullable Object> values = values(user, definition, body);
    List<String> teams =
        definition.field("team_name") == null ? List.of() : teams(body.path("team_name"));
    boolean ofEmail = EmailReader.touches(body) && definition.field("email") != null;
    boolean idle = teams.isEmpty() && !ofEmail && unchanged(row, values);
    if (row.module().equals(Store.ADDRESSES)) {
      return updateAddress(row, values, at);
    }
    if (!idle || !instance.on(Switch.IDLE_UPDATE_KEEPS_DATE)) {
      values.put("modified_user_id", user.id());
      instance.store().update(row, values, at);
    }
    if (!teams.isEmpty()) {
      instance.store().setTeams(found(row), teams);
    }
    if (ofEmail) {
      emails.apply(found(row), body, at);
    }
    return found(row);
  }

  private Row updateAddress(Row row, Map<String, @Nullable Object> values, Instant at) {
    boolean still = instance.on(Switch.OPT_OUT_KEEPS_ADDRESS_DATE);
    instance.store().update(row, values, still ? row.dateModified() : at);
    new AddressFlags(instance).changed(row.id(), at);
    return found(row);
  }

  private static boolean unchanged(Row row, Map<String, @Nullable Object> values) {
    return values.entrySet().stream()
        .allMatch(e -> Objects.equals(row.value(e.getKey()), e.getValue()));
  }

  /**
   * Deletes a record softly: its {@code date_modified} moves.
   *
   * @param user who does it
   * @param row the record
   * @param at the time of it
   */
  public void delete(SugarUser user, Row row, Instant at) {
    instance.store().update(row, Map.of("modified_user_id", user.id()), at);
    instance.store().delete(found(row), true, at);
  }

  private Map<String, @Nullable Object> values(
      SugarUser user, SugarModule module, ObjectNode body) {
    ValueReader reader = new ValueReader(instance, user.zone());
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    body.fields()
        .forEachRemaining(
            entry -> {
              SugarField field = module.field(entry.getKey());
              if (field == null || OF_THE_SERVER.contains(field.name())) {
                return;
              }
              if (forbidden(user, module, field)) {
                throw new SugarError("not_authorized");
              }
              if (field.name().equals("tag")) {
                values.put("tag", tags(entry.getValue()));
              } else if (field.stored() || holdsRelate(module, field)) {
                values.put(field.name(), reader.read(field, entry.getValue()));
              }
            });
    return values;
  }

  private static boolean forbidden(SugarUser user, SugarModule module, SugarField field) {
    return user.role().hidden(module.name()).contains(field.name())
        || user.role().readOnly(module.name()).contains(field.name());
  }

  /** An id that Sugar keeps in a table of its own, such as account_id of Contacts. */
  private static boolean holdsRelate(SugarModule module, SugarField field) {
    return module.fields().values().stream()
        .anyMatch(other -> field.name().equals(other.attributes().get("id_name")));
  }

  private static List<String> tags(JsonNode value) {
    List<String> tags = new ArrayList<>();
    value.forEach(tag -> tags.add(tag.isTextual() ? tag.asText() : tag.path("name").asText()));
    return tags;
  }

  private static List<String> teams(JsonNode value) {
    List<String> teams = new ArrayList<>();
    for (JsonNode team : value) {
      String id = team.isTextual() ? team.asText() : team.path("id").asText();
      if (team.path("primary").asBoolean()) {
        teams.add(0, id);
      } else if (!id.isEmpty()) {
        teams.add(id);
      }
    }
    return teams;
  }

  private static List<String> ownTeams(SugarUser user) {
    return user.teams() == null || user.teams().isEmpty()
        ? List.of("1")
        : List.of(user.teams().iterator().next());
  }

  private static JsonNode tree(String text) {
    return Json.tree(text);
  }

  private Row found(Row row) {
    return found(row.module(), row.id());
  }

  private Row found(String module, String id) {
    return Objects.requireNonNull(instance.store().table(module).find(id), id);
  }
}
