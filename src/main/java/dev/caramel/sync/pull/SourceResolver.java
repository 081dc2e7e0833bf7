package dev.caramel.sync.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.RecordPageReader;
import dev.caramel.sync.ListSync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the source of a definition ready to be asked, or says why it can't be. */
@Component
class SourceResolver {
  private static final RecordLayout IDS_ONLY = new RecordLayout(List.of(), Set.of());

  private final Sugar sugar;
  private final ObjectMapper json;
  private final PullSettings settings;

  /** Whether a Sugar takes filters on ids, by connection and module. */
  private final Map<String, Boolean> takesIds = new ConcurrentHashMap<>();

  SourceResolver(Sugar sugar, ObjectMapper json, PullSettings settings) {
    this.sugar = sugar;
    this.json = json;
    this.settings = settings;
  }

  /**
   * The source of a sync.
   *
   * @throws PullFailed if the filter, or the target list, is not what the definition says
   */
  Source resolve(String connection, ListSync sync, SugarModule module) {
    ArrayNode filter = filter(sync, module);
    String targetList = targetList(connection, sync);
    return new Source(
        connection,
        sync,
        filter,
        targetList,
        takesIds(connection, sync.module()),
        settings.pageSize());
  }

  private ArrayNode filter(ListSync sync, SugarModule module) {
    String text = sync.filter();
    if (text == null) {
      return JsonNodeFactory.instance.arrayNode();
    }
    try {
      if (json.readTree(text) instanceof ArrayNode filter) {
        filter.forEach(condition -> checkFields(condition, module));
        return filter;
      }
    } catch (JsonProcessingException e) {
      throw new PullFailed("the filter is no JSON: " + e.getOriginalMessage());
    }
    throw new PullFailed("the filter is no JSON array of conditions");
  }

  /** Sugar drops a condition on a field without a column silently, and then answers everything. */
  private void checkFields(JsonNode condition, SugarModule module) {
    condition
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (name.equals("$and") || name.equals("$or")) {
                entry.getValue().forEach(part -> checkFields(part, module));
              } else if (!name.startsWith("$") && !name.contains(".")) {
                boolean usable = module.field(name).map(field -> field.filterable()).orElse(false);
                if (!usable) {
                  throw new PullFailed(
                      "the filter names the field \""
                          + name
                          + "\" of "
                          + module.name()
                          + ", which Sugar does not have, hides from our user, or can't filter by:"
                          + " the filter would match everything");
                }
              }
            });
  }

  private @Nullable String targetList(String connection, ListSync sync) {
    String wanted = sync.targetList();
    if (wanted == null) {
      return null;
    }
    ArrayNode either = JsonNodeFactory.instance.arrayNode();
    either.addObject().put("id", wanted);
    either.addObject().put("name", wanted);
    ArrayNode filter = JsonNodeFactory.instance.arrayNode();
    filter.addObject().set("$or", either);
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("fields", "id,name")
            .put("max_num", 2)
            .put("order_by", "id:ASC")
            .<com.fasterxml.jackson.databind.node.ObjectNode>set("filter", filter)
            .toString();
    RecordPage found =
        sugar.call(
            SugarRequest.read(
                connection,
                "ProspectLists/filter",
                body,
                "looking for the target list",
                new RecordPageReader(IDS_ONLY)));
    if (found.records().isEmpty()) {
      throw new PullFailed(
          "Sugar has no target list \""
              + wanted
              + "\" that our user can see; GET /api/sugar/target-lists shows those that it has");
    }
    if (found.records().size() > 1) {
      throw new PullFailed(
          "Sugar has several target lists named \""
              + wanted
              + "\": name the one that is meant by its id");
    }
    return found.records().get(0).id();
  }

  private boolean takesIds(String connection, String module) {
    String key = connection + "/" + module;
    Boolean known = takesIds.get(key);
    if (known == null) {
      // Not inside the map's own lock: Sugar may be slow, and other syncs ask for other modules.
      known = askWhetherIdsAreTaken(connection, module);
      takesIds.put(key, known);
    }
    return known;
  }

  private boolean askWhetherIdsAreTaken(String connection, String module) {
    try {
      sugar.call(
          SugarRequest.read(
              connection,
              module + "/filter",
              "{\"filter\":[{\"id\":{\"$gt\":\"0\"}}],\"fields\":\"id\",\"max_num\":1,"
                  + "\"order_by\":\"id:ASC\"}",
              "asking whether " + module + " can be filtered by id",
              new RecordPageReader(IDS_ONLY)));
      return true;
    } catch (SugarException.Refused e) {
      return false;
    }
  }
}
