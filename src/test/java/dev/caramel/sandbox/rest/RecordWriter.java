package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.filter.Page;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.store.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the records of one module for one caller (reference 4.4, 4.5). For one request. */
final class RecordWriter {

  private static final SerializedString ACL = new SerializedString("_acl");
  private static final SerializedString MODULE = new SerializedString("_module");

  private final Instance instance;
  private final SugarModule module;
  private final Times times;
  private final List<Column> columns = new ArrayList<>();

  RecordWriter(Instance instance, SugarUser user, String moduleName, Set<String> fields) {
    this.instance = instance;
    this.module = instance.store().catalog().module(moduleName);
    this.times = new Times(user.zone());
    ValueWriters writers = new ValueWriters(instance, user);
    Set<String> hidden = user.role().hidden(moduleName);
    for (String name : selected(fields)) {
      SugarField field = module.field(name);
      if (field != null && !hidden.contains(name) && !field.type().equals("link")) {
        columns.add(new Column(new SerializedString(name), writers.of(field)));
      }
    }
    if (fields.isEmpty()) {
      addLinkObjects(writers);
    }
  }

  private Set<String> selected(Set<String> fields) {
    Set<String> names = new LinkedHashSet<>(List.of("id", "date_modified"));
    names.addAll(fields.isEmpty() ? module.fields().keySet() : fields);
    if (module.field("team_name") != null) {
      names.add("locked_fields");
    }
    return names;
  }

  private void addLinkObjects(ValueWriters writers) {
    for (SugarField field : module.fields().values()) {
      Object link = field.attributes().get("link");
      boolean relate = link != null && !field.stored() && !field.name().equals("team_name");
      boolean shadow = field.name().equals(String.valueOf(field.attributes().get("id_name")));
      FieldWriter writer = relate && !shadow ? writers.linkObject(field) : null;
      if (writer != null && module.field(link.toString()) == null) {
        columns.add(new Column(new SerializedString(link.toString()), writer));
      }
    }
  }

  void write(JsonGenerator out, Row row) throws IOException {
    out.writeStartObject();
    if (row.deleted() && !instance.on(Switch.TOMBSTONES_FULL)) {
      out.writeStringField("id", row.id());
      out.writeStringField("date_modified", times.text(row.dateModified()));
      out.writeBooleanField("deleted", true);
    } else {
      for (Column column : columns) {
        out.writeFieldName(column.name);
        column.writer.write(out, row);
      }
    }
    out.writeFieldName(ACL);
    out.writeRawValue("{\"fields\":{}}");
    out.writeFieldName(MODULE);
    out.writeString(module.name());
    out.writeEndObject();
  }

  void writePage(JsonGenerator out, Page page) throws IOException {
    out.writeStartObject();
    out.writeNumberField("next_offset", page.nextOffset());
    out.writeArrayFieldStart("records");
    for (Row row : page.rows()) {
      write(out, row);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** A record as a tree, to be put into another answer. */
  JsonNode tree(Row row) {
    try {
      return Json.read(Json.bytes(out -> write(out, row)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Column(SerializedString name, FieldWriter writer) {}
}
