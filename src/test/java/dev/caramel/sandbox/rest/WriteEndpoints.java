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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Create, update, delete, mass update, convert (reference 5). */
public final class WriteEndpoints {

  private final Instance instance;
  private final Access access;
  private final Saving saving;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   */
  public WriteEndpoints(Instance instance) {
    this.instance = instance;
    this.access = new Access(instance);
    this.saving = new Saving(instance);
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .on("PUT /{module}/MassUpdate", this::massUpdate)
        .on("DELETE /{module}/MassUpdate", this::massDelete)
        .on("POST /Leads/{id}/convert", this::convert)
        .on("POST /{module}", this::create)
        .on("PUT /{module}/{id}", this::update)
        .on("DELETE /{module}/{id}", this::delete);
  }

  private Answer create(Call call) {
    String module = access.module(call, "create");
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  checkEdit(module, call.user());
                  Row row =
                      saving.create(call.user(), module, call.fields(), instance.store().now());
                  return whole(call.user(), row);
                });
    instance.saved();
    return answer;
  }

  private Answer update(Call call) {
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = access.record(call, "edit");
                  checkConflict(call, row);
                  Row now = saving.update(call.user(), row, call.fields(), instance.store().now());
                  return whole(call.user(), now);
                });
    instance.saved();
    return answer;
  }

  private void checkEdit(String module, SugarUser user) {
    if (!user.role().may(module, "edit")) {
      throw new SugarError("not_authorized");
    }
  }

  /** The optimistic lock of reference 5.5. */
  private void checkConflict(Call call, Row row) {
    String header = call.header("x-timestamp");
    if (header == null || header.isEmpty()) {
      return;
    }
    Instant seen;
    try {
      seen = OffsetDateTime.parse(header).toInstant();
    } catch (DateTimeException e) {
      throw new SugarError("invalid_parameter");
    }
    if (seen.truncatedTo(ChronoUnit.SECONDS).isBefore(row.dateModified())) {
      RecordWriter writer = new RecordWriter(instance, call.user(), row.module(), Set.of());
      throw new SugarError("edit_conflict").with("record", writer.tree(row));
    }
  }

  private Answer delete(Call call) {
    Answer answer =
        instance
            .store()
            .writing(
                () -> {
                  Row row = access.record(call, "delete");
                  saving.delete(call.user(), row, instance.store().now());
                  return Answer.json(Json.object().put("id", row.id()));
                });
    instance.saved();
    return answer;
  }

  private Answer massUpdate(Call call) {
    return mass(call, false);
  }

  private Answer massDelete(Call call) {
    return mass(call, true);
  }

  /** The same change for many records; ids that there are not are passed over (reference 5.7). */
  private Answer mass(Call call, boolean delete) {
    String module = access.module(call, delete ? "delete" : "massupdate");
    JsonNode parameters = call.fields().path("massupdate_params");
    if (parameters.isMissingNode()) {
      throw new SugarError("missing_parameter");
    }
    if (parameters.isEmpty()) {
      return Answer.json(Json.object().put("status", "done"));
    }
    ObjectNode values = Json.object();
    parameters.fields().forEachRemaining(e -> values.set(e.getKey(), e.getValue()));
    values.remove("uid");
    for (JsonNode id : parameters.path("uid")) {
      boolean saved =
          instance.store().writing(() -> massOne(call, module, id.asText(), delete, values));
      if (saved) {
        instance.saved();
      }
    }
    return Answer.json(Json.object().put("status", "done").put("failed", 0));
  }

  private boolean massOne(Call call, String module, String id, boolean delete, ObjectNode values) {
    Row row;
    try {
      row = access.record(module, id, call.user());
    } catch (SugarError unknown) {
      return false;
    }
    if (delete) {
      saving.delete(call.user(), row, instance.store().now());
    } else {
      saving.update(call.user(), row, values, instance.store().now());
    }
    return true;
  }

  private Answer convert(Call call) {
    return instance
        .store()
        .writing(
            () -> {
              access.check("Leads", call.user(), "edit");
              Row lead = access.record("Leads", call.variable("id"), call.user());
              Row contact = new Conversion(instance).convert(call.user(), lead);
              RecordWriter writer = new RecordWriter(instance, call.user(), "Contacts", Set.of());
              return Answer.json(
                  out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("modules");
                    writer.write(out, contact);
                    out.writeEndArray();
                    out.writeEndObject();
                  });
            });
  }

  private Answer whole(SugarUser user, Row row) {
    RecordWriter writer = new RecordWriter(instance, user, row.module(), Set.of());
    return Answer.json(out -> writer.write(out, row)).carrying(1);
  }
}
