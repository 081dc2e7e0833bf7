package dev.caramel.sandbox.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.Resources;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is written out in a data file.
 *
 * @param id its id
 * @param bare whether every field that is not written out is null; else it is drawn as elsewhere
 * @param fields canonical values; null means null
 * @param addresses its addresses in their order
 * @param teams team ids, empty for the usual ones
 * @param members for a target list: by module, every how many rows, and the first of them
 */
record OddRow(
    String id,
    boolean bare,
    Map<String, @Nullable Object> fields,
    List<Tie> addresses,
    List<String> teams,
    Map<String, int[]> members) {

  /** An address of an odd row with the flags that its address row gets. */
  record Tie(String address, boolean primary, boolean replyTo, boolean optOut, boolean invalid) {
    static Tie of(JsonNode node) {
      return new Tie(
          node.path("address").asText(),
          node.path("primary").asBoolean(),
          node.path("replyTo").asBoolean(),
          node.path("optOut").asBoolean(),
          node.path("invalid").asBoolean());
    }
  }

  /** Reads the rows of {@code sandbox/odd/<module>.json}, whose ids are the program's. */
  static List<OddRow> odd(SugarModule module, Map<String, String> ids, Values values) {
    List<OddRow> rows = new ArrayList<>();
    JsonNode file = Resources.json("odd/" + module.name() + ".json");
    ids.forEach((name, id) -> rows.add(of(id, file.required(name), "fields", module, values)));
    return rows;
  }

  /** Reads the rows of {@code sandbox/stock/<module>.json}, in the order of their ids. */
  static List<OddRow> stock(SugarModule module, Values values) {
    List<OddRow> rows = new ArrayList<>();
    for (JsonNode node : Resources.json("stock/" + module.name() + ".json")) {
      rows.add(of(node.path("id").asText(), node, "", module, values));
    }
    rows.sort((left, right) -> Collation.IDS.compare(left.id, right.id));
    return rows;
  }

  private static OddRow of(
      String id, JsonNode node, String fieldsAt, SugarModule module, Values values) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    JsonNode written = fieldsAt.isEmpty() ? node : node.path(fieldsAt);
    written
        .fields()
        .forEachRemaining(
            field -> {
              SugarField known = module.field(field.getKey());
              if (known != null || field.getKey().endsWith("_id")) {
                fields.put(field.getKey(), values.of(known, field.getValue()));
              }
            });
    List<Tie> addresses = new ArrayList<>();
    node.path("addresses").forEach(address -> addresses.add(Tie.of(address)));
    Map<String, int[]> members = new HashMap<>();
    node.path("members")
        .fields()
        .forEachRemaining(
            rule ->
                members.put(
                    rule.getKey(),
                    new int[] {rule.getValue().path(0).asInt(), rule.getValue().path(1).asInt()}));
    return new OddRow(
        id,
        node.path("bare").asBoolean(),
        fields,
        addresses,
        List.of(Region.texts(node.path("teams"))),
        members);
  }
}
