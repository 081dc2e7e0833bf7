package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.store.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How each type of field looks in JSON (reference 4.5). Text-like types are {@code ""} when empty,
 * numbers null, collections {@code []}.
 */
final class ValueWriters {

  private final Instance instance;
  private final Times times;
  private final Names names;
  private final EmailWriters emails;

  ValueWriters(Instance instance, SugarUser user) {
    this.instance = instance;
    this.times = new Times(user.zone());
    this.names = new Names(instance.store());
    this.emails = new EmailWriters(instance);
  }

  FieldWriter of(SugarField field) {
    String name = field.name();
    if (!field.stored()) {
      FieldWriter computed = computed(field);
      if (computed != null) {
        return computed;
      }
    }
    return switch (field.type()) {
      case "bool" -> (out, row) -> out.writeBoolean(truth(row.value(name)));
      case "int", "integer", "long", "tinyint", "float", "double" ->
          (out, row) -> number(out, row.value(name));
      case "decimal", "currency" -> (out, row) -> decimal(out, row.value(name));
      case "datetime", "datetimecombo" -> (out, row) -> out.writeString(time(row.value(name)));
      case "multienum" -> (out, row) -> keys(out, row.value(name));
      case "password" ->
          (out, row) -> {
            if (row.text(name).isEmpty()) {
              out.writeNull();
            } else {
              out.writeBoolean(true);
            }
          };
      default -> (out, row) -> out.writeString(row.text(name));
    };
  }

  private @Nullable FieldWriter computed(SugarField field) {
    FieldWriter ofEmail = emails.of(field.name());
    if (ofEmail != null) {
      return ofEmail;
    }
    switch (field.name()) {
      case "team_name":
        return this::teams;
      case "team_count":
        return (out, row) -> out.writeString("");
      case "tag":
        return (out, row) -> tags(out, row.value("tag"));
      case "locked_fields":
        return (out, row) -> out.writeRawValue("[]");
      case "entry_count":
        return (out, row) -> out.writeNumber(instance.store().ties().entries(row));
      default:
        break;
    }
    if (field.type().equals("fullname") || field.name().equals("full_name")) {
      return (out, row) -> out.writeString(Names.of(row));
    }
    Object idName = field.attributes().get("id_name");
    Object module = field.attributes().get("module");
    if (idName == null || module == null || idName.equals(field.name())) {
      return null;
    }
    return (out, row) -> out.writeString(names.of(module.toString(), row.text(idName.toString())));
  }

  /** The objects under link names that come without {@code fields} (reference 4.5). */
  @Nullable FieldWriter linkObject(SugarField relate) {
    Object id = relate.attributes().get("id_name");
    Object module = relate.attributes().get("module");
    if (id == null || module == null) {
      return null;
    }
    if (relate.name().equals("team_count")) {
      return (out, row) -> object(out, "team_count", "", row.text("team_id"));
    }
    Object rname = relate.attributes().get("rname");
    String nameKey = rname == null ? "name" : rname.toString();
    return (out, row) -> {
      String other = row.text(id.toString());
      object(out, nameKey, names.of(module.toString(), other), other);
    };
  }

  private static void object(JsonGenerator out, String nameKey, String name, String id)
      throws IOException {
    out.writeStartObject();
    out.writeStringField(nameKey, name);
    out.writeStringField("id", id);
    out.writeFieldName("_acl");
    out.writeRawValue("{\"fields\":[],\"_hash\":\"654d337e0e912edaa00dbb0fb3dc3c17\"}");
    out.writeEndObject();
  }

  private void teams(JsonGenerator out, Row row) throws IOException {
    out.writeStartArray();
    List<String> teams = row.teams();
    for (int i = 0; i < teams.size(); i++) {
      Row team = instance.store().live("Teams", teams.get(i));
      out.writeStartObject();
      out.writeStringField("id", teams.get(i));
      out.writeStringField("name", team == null ? "" : team.text("name"));
      out.writeStringField("name_2", team == null ? "" : team.text("name_2"));
      out.writeBooleanField("primary", i == 0);
      out.writeBooleanField("selected", false);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void tags(JsonGenerator out, @Nullable Object value) throws IOException {
    out.writeStartArray();
    if (value instanceof Collection<?> tags) {
      for (Object tag : tags) {
        out.writeStartObject();
        out.writeStringField("id", Hashes.of(tag.toString()));
        out.writeStringField("name", tag.toString());
        out.writeStringField("tags__name_lower", tag.toString().toLowerCase(Locale.ROOT));
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private static boolean truth(@Nullable Object value) {
    return value instanceof Boolean flag ? flag : value != null && value.toString().equals("1");
  }

  private static void number(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else {
      // Text that Sugar let into a number (reference 5.4).
      out.writeString(value.toString());
    }
  }

  private void decimal(JsonGenerator out, @Nullable Object value) throws IOException {
    boolean asNumber = instance.on(Switch.DECIMALS_AS_NUMBERS);
    if (value == null) {
      if (asNumber) {
        out.writeNull();
      } else {
        out.writeString("");
      }
      return;
    }
    BigDecimal number = value instanceof BigDecimal d ? d : new BigDecimal(value.toString());
    if (asNumber) {
      out.writeNumber(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    } else {
      out.writeString(number.setScale(6, RoundingMode.HALF_UP).toPlainString());
    }
  }

  private String time(@Nullable Object value) {
    return value instanceof Instant instant ? times.text(instant) : "";
  }

  private static void keys(JsonGenerator out, @Nullable Object value) throws IOException {
    out.writeStartArray();
    if (value instanceof Collection<?> keys) {
      for (Object key : keys) {
        out.writeString(key.toString());
      }
    }
    out.writeEndArray();
  }
}
