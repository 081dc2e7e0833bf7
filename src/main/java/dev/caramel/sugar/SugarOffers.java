package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What of a Sugar can be imported and mapped, for people who make a list. */
@Component("sugarOffers")
public class SugarOffers {
  /** Modules of people and companies that every Sugar has. */
  private static final List<String> STOCK = List.of("Leads", "Contacts", "Prospects", "Accounts");

  /** Modules that a package brought: their names begin with the package's key. */
  private static final Pattern CUSTOM = Pattern.compile("^[A-Za-z0-9]+_[A-Za-z0-9_]+$");

  private static final Set<String> RECOMMENDED =
      Set.of(
          "email",
          "first_name",
          "last_name",
          "title",
          "account_name",
          "phone_work",
          "phone_mobile",
          "primary_address_city",
          "primary_address_country",
          "lead_source",
          "status",
          "assigned_user_name",
          "caramel_lead_score_c");

  private static final int PAGE = 200;

  private final Sugar sugar;
  private final SugarMetadata metadata;
  private final TargetListCounts counts;
  private final ObjectMapper json;

  SugarOffers(Sugar sugar, SugarMetadata metadata, TargetListCounts counts, ObjectMapper json) {
    this.sugar = sugar;
    this.metadata = metadata;
    this.counts = counts;
    this.json = json;
  }

  /**
   * Modules whose records have an email address, so that a list can be made of them.
   *
   * @param connection name of the connection; null for the default one
   */
  public List<ModuleOffer> modules(@Nullable String connection) {
    String name = named(connection);
    List<String> visible = sugar.modules(name);
    Set<String> candidates = new LinkedHashSet<>(STOCK);
    candidates.retainAll(visible);
    visible.stream().filter(module -> CUSTOM.matcher(module).matches()).forEach(candidates::add);
    List<ModuleOffer> offers = new ArrayList<>();
    for (String candidate : candidates) {
      Optional<SugarModule> module = sugar.module(name, candidate);
      if (module.isPresent() && module.get().field("email").isPresent()) {
        offers.add(new ModuleOffer(candidate, module.get().label(), count(name, candidate)));
      }
    }
    return offers;
  }

  /**
   * Fields of a module.
   *
   * @param connection name of the connection; null for the default one
   * @param module name of the module
   * @return empty if Sugar has no such module, or our user may not see it
   */
  public Optional<List<FieldOffer>> fields(@Nullable String connection, String module) {
    String name = named(connection);
    return sugar
        .module(name, module)
        .map(
            found ->
                found.allFields().stream()
                    .filter(field -> !field.type().equals("link"))
                    .map(field -> offer(name, module, field))
                    .toList());
  }

  /**
   * All target lists, by name.
   *
   * @param connection name of the connection; null for the default one
   */
  public List<TargetListOffer> targetLists(@Nullable String connection) {
    String name = named(connection);
    List<JsonNode> lists = new ArrayList<>();
    int offset = 0;
    while (offset >= 0) {
      JsonNode page = page(name, offset);
      page.path("records").forEach(lists::add);
      int next = page.path("next_offset").asInt(-1);
      offset = next > offset ? next : -1;
    }
    Map<String, Map<String, Long>> members =
        counts.of(name, lists.stream().map(list -> list.path("id").asText()).toList());
    return lists.stream()
        .map(
            list ->
                new TargetListOffer(
                    list.path("id").asText(),
                    list.path("name").asText(""),
                    list.path("list_type").asText(""),
                    members.getOrDefault(list.path("id").asText(), Map.of())))
        .toList();
  }

  private FieldOffer offer(String connection, String module, SugarField field) {
    return new FieldOffer(
        field.name(),
        field.label(),
        field.type(),
        field.length(),
        field.options() == null ? null : options(connection, module, field.name()),
        field.required(),
        field.writable(),
        RECOMMENDED.contains(field.name()));
  }

  private Map<String, String> options(String connection, String module, String field) {
    try {
      return metadata.options(connection, module, field);
    } catch (SugarException.NotFound | SugarException.Refused none) {
      // A field may carry the name of a list that it does not have (reference 7.5).
      return Map.of();
    }
  }

  private long count(String connection, String module) {
    return ask(connection, module + "/count", Map.of(), "counting " + module)
        .path("record_count")
        .asLong();
  }

  private JsonNode page(String connection, int offset) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", "name,list_type");
    query.put("order_by", "name:ASC,id:ASC");
    query.put("max_num", Integer.toString(PAGE));
    query.put("offset", Integer.toString(offset));
    return ask(connection, "ProspectLists", query, "listing target lists");
  }

  private JsonNode ask(String connection, String path, Map<String, String> query, String purpose) {
    return sugar.call(SugarRequest.get(connection, path, query, purpose, this::tree));
  }

  private JsonNode tree(InputStream body) throws IOException {
    return json.readTree(body);
  }

  private String named(@Nullable String connection) {
    return connection == null ? sugar.defaultConnection() : connection;
  }
}
