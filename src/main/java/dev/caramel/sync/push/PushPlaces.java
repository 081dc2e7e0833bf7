package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sync.ListSync;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds where the records of added members belong: the target list and the team of the sync. */
@Component
class PushPlaces {
  private final Sugar sugar;
  private final ObjectMapper json;

  PushPlaces(Sugar sugar, ObjectMapper json) {
    this.sugar = sugar;
    this.json = json;
  }

  /**
   * Ids of both in Sugar.
   *
   * @param targetList id of the target list, or null where the sync names none
   * @param team id of the team, or null where the sync has none
   */
  record Ids(@Nullable String targetList, @Nullable String team) {
    static final Ids NONE = new Ids(null, null);

    boolean isAny() {
      return targetList != null || team != null;
    }
  }

  /**
   * The places of a sync.
   *
   * @throws PushFailed if Sugar has none, or several, of the name
   */
  Ids of(String connection, ListSync sync) {
    String targetList = sync.targetList();
    String team = sync.team();
    return new Ids(
        targetList == null
            ? null
            : only(connection, "ProspectLists", targetList, "target list", true),
        team == null ? null : only(connection, "Teams", team, "team", false));
  }

  private String only(String connection, String module, String name, String what, boolean byId) {
    ObjectNode body = json.createObjectNode();
    ArrayNode either = body.putArray("filter").addObject().putArray("$or");
    either.addObject().put("name", name);
    if (byId) {
      either.addObject().put("id", name);
    } else if (name.contains(" ")) {
      // Sugar shows a private team under both of its names.
      either.addObject().put("name", name.substring(0, name.indexOf(' ')));
    }
    body.put("fields", byId ? "id,name" : "id,name,name_2");
    body.put("max_num", 100);
    body.put("order_by", "id:ASC");
    JsonNode found =
        sugar.call(
            SugarRequest.read(
                connection,
                module + "/filter",
                body.toString(),
                "looking for the " + what,
                json::readTree));
    List<String> ids = new ArrayList<>();
    for (JsonNode record : found.path("records")) {
      String second = record.path("name_2").asText("");
      String full = record.path("name").asText("") + (second.isEmpty() ? "" : " " + second);
      if (full.equals(name) || record.path("id").asText().equals(name)) {
        ids.add(record.path("id").asText());
      }
    }
    if (ids.size() != 1) {
      throw new PushFailed(
          "Sugar has %s %s \"%s\" that our user can see, and new records belong there"
              .formatted(ids.isEmpty() ? "no" : "several of the", what, name));
    }
    return ids.get(0);
  }
}
