package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Links;
import dev.caramel.sandbox.store.Row;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter (reference 4.3). A condition on a field without a column is dropped silently: the
 * reader gives null for it, and it counts neither in {@code $and} nor in {@code $or}.
 */
final class FilterReader {

  private static final Set<String> ID_RANGES = Set.of("$gt", "$gte", "$lt", "$lte", "$between");

  private final Instance instance;
  private final SugarUser user;
  private final SugarModule module;
  private final ZoneId zone;

  FilterReader(Instance instance, SugarUser user, String module) {
    this.instance = instance;
    this.user = user;
    this.module = instance.store().catalog().module(module);
    this.zone = instance.on(Switch.NAKED_TIMES_ARE_UTC) ? ZoneOffset.UTC : user.zone();
  }

  /** Reads all conditions of an array, or one that stands alone as an object. */
  @Nullable Condition read(JsonNode filter) {
    if (filter.isObject() && filter.isEmpty()) {
      return null;
    }
    if (!filter.isArray()) {
      throw new SugarError("invalid_parameter");
    }
    List<Condition> parts = parts(filter);
    return parts.isEmpty() ? null : new Condition.All(parts);
  }

  private List<Condition> parts(JsonNode array) {
    List<Condition> parts = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isObject()) {
        throw new SugarError("invalid_parameter");
      }
      List<Condition> both = new ArrayList<>();
      element
          .fields()
          .forEachRemaining(
              entry -> {
                Condition part = condition(entry.getKey(), entry.getValue());
                if (part != null) {
                  both.add(part);
                }
              });
      if (!both.isEmpty()) {
        parts.add(both.size() == 1 ? both.get(0) : new Condition.All(both));
      }
    }
    return parts;
  }

  private @Nullable Condition condition(String name, JsonNode value) {
    switch (name) {
      case "$and", "$or":
        if (!value.isArray()) {
          throw new SugarError("invalid_parameter");
        }
        List<Condition> parts = parts(value);
        if (parts.isEmpty()) {
          return null;
        }
        return name.equals("$and") ? new Condition.All(parts) : new Condition.Any(parts);
      case "$owner":
        return matching(row -> user.id().equals(row.value("assigned_user_id")));
      case "$creator":
        return matching(row -> user.id().equals(row.value("created_by")));
      case "$favorite", "$tracker", "$following":
        return matching(row -> false);
      default:
        return name.indexOf('.') > 0 ? linked(name, value) : own(name, value);
    }
  }

  private static Condition matching(Predicate<Row> predicate) {
    return new Condition.One(predicate, Reach.ALL);
  }

  private @Nullable Condition own(String name, JsonNode value) {
    if (name.startsWith("$")) {
      throw new SugarError("invalid_parameter.operator", name);
    }
    SugarField field = module.field(name);
    if (field == null || name.equals("_hash")) {
      throw new SugarError("invalid_parameter.field", name);
    }
    if (user.role().hidden(module.name()).contains(name)) {
      throw new SugarError("not_authorized");
    }
    if (name.equals("email")) {
      return operators(value, new AddressTest(instance.store(), module.name(), today())::condition);
    }
    return field.stored() ? operators(value, (op, v) -> column(field, op, v)) : null;
  }

  private Condition column(SugarField field, String operator, JsonNode value) {
    boolean ofId = field.name().equals("id");
    if (ofId && ID_RANGES.contains(operator) && instance.on(Switch.ID_RANGE_REFUSED)) {
      throw new SugarError("invalid_parameter");
    }
    Kind kind = Kind.of(field);
    Predicate<@Nullable Object> test = new Operators(kind, zone, today()).test(operator, value);
    String name = field.name();
    Reach reach = new ReachReader(instance.store(), module.name(), zone).of(name, operator, value);
    return new Condition.One(row -> test.test(row.value(name)), reach);
  }

  private @Nullable Condition linked(String name, JsonNode value) {
    int dot = name.indexOf('.');
    SugarLink link = module.links().get(name.substring(0, dot));
    if (link == null || !instance.store().has(link.module())) {
      throw new SugarError("invalid_parameter.field", name);
    }
    String far = name.substring(dot + 1);
    if (link.name().equals("email_addresses") && far.startsWith("email_address")) {
      return operators(value, new AddressTest(instance.store(), module.name(), today())::condition);
    }
    FilterReader other = new FilterReader(instance, user, link.module());
    Condition condition = other.condition(far, value);
    if (condition == null) {
      return null;
    }
    Links links = new Links(instance.store());
    return matching(row -> links.related(row, link).stream().anyMatch(condition::test));
  }

  /** A value means equals, an array any of it, an object its operators, all of them. */
  private static Condition operators(JsonNode value, OperatorReader reader) {
    if (!value.isObject()) {
      return reader.read(value.isArray() ? "$in" : "$equals", value);
    }
    List<Condition> parts = new ArrayList<>();
    value.fields().forEachRemaining(e -> parts.add(reader.read(e.getKey(), e.getValue())));
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(instance.store().clock().instant(), user.zone());
  }

  /** A filter that came as text is JSON. */
  static JsonNode parsed(JsonNode filter) {
    if (!filter.isTextual()) {
      return filter;
    }
    try {
      return Json.read(filter.asText());
    } catch (IOException e) {
      throw new SugarError("invalid_parameter");
    }
  }

  private interface OperatorReader {
    Condition read(String operator, JsonNode value);
  }
}
