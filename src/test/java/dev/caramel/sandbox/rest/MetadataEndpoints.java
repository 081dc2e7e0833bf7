package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Modules, fields, labels, dropdowns (reference 7). */
public final class MetadataEndpoints {

  private static final Set<String> ABSENT_FEATURES = Set.of("isBwcEnabled");

  private final Instance instance;
  private final Access access;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   */
  public MetadataEndpoints(Instance instance) {
    this.instance = instance;
    this.access = new Access(instance);
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .on("GET /metadata", this::metadata)
        .on("POST /metadata", this::metadata)
        .on("GET /lang/{language}", this::language)
        .on("GET /{module}/enum/{field}", this::dropdown)
        .open("GET /help", call -> html());
  }

  private static Answer html() {
    byte[] page =
        "<!DOCTYPE html><html><body><h1>SugarCRM API Help</h1></body></html>"
            .getBytes(StandardCharsets.UTF_8);
    return new Answer(200, "text/html; charset=UTF-8", page, Map.of(), 0);
  }

  private Answer metadata(Call call) {
    ObjectNode arguments = call.arguments();
    String types = arguments.path("type_filter").asText("");
    List<String> wanted =
        types.isEmpty()
            ? List.of("server_info", "full_module_list", "modules", "modules_info")
            : Arrays.asList(types.split("\\s*,\\s*"));
    ObjectNode answer = Json.object();
    for (String type : wanted) {
      section(answer, type, call, arguments.path("module_filter").asText(""));
    }
    String hash = Hashes.of(answer.toString());
    if (arguments.path("only_hash").asBoolean()
        || arguments.path("only_hash").asText().equals("true")) {
      return Answer.json(Json.object().put("_hash", hash));
    }
    return Answer.json(answer.put("_hash", hash));
  }

  private void section(ObjectNode answer, String type, Call call, String moduleFilter) {
    SugarUser user = call.user();
    switch (type) {
      case "server_info" -> answer.set("server_info", serverInfo(user));
      case "full_module_list" -> {
        ObjectNode list = answer.putObject("full_module_list");
        instance.store().catalog().modules().stream()
            .filter(module -> user.role().may(module, "access"))
            .forEach(module -> list.put(module, module));
        list.put("_hash", Hashes.of(list.toString()));
      }
      case "modules" -> modules(answer.putObject("modules"), user, moduleFilter);
      case "modules_info" -> {
        ObjectNode info = answer.putObject("modules_info");
        for (String module : instance.store().catalog().modules()) {
          info.putObject(module).put("enabled", true).put("visible", !module.equals("Prospects"));
        }
        info.put("_hash", Hashes.of(info.toString()));
      }
      case "currencies" ->
          answer
              .putObject("currencies")
              .putObject("-99")
              .put("name", "US Dollars")
              .put("iso4217", "USD")
              .put("symbol", "$")
              .put("conversion_rate", "1.000000")
              .put("status", "Active");
      case "relationships" -> relationships(answer.putObject("relationships"));
      case "config" ->
          answer
              .putObject("config")
              .put("maxQueryResult", 20)
              .put("maxListLimit", instance.switches().maxListLimit());
      case "labels" -> {
        ObjectNode labels = answer.putObject("labels");
        for (String language : List.of("en_us", "de_DE", "es_ES")) {
          labels.put(language, "rest/v" + call.version() + "/lang/" + language);
        }
        labels.put("default", instance.language());
      }
      default -> answer.putArray(type);
    }
  }

  private ObjectNode serverInfo(SugarUser user) {
    String release = instance.release();
    ObjectNode info = Json.object();
    info.put("flavor", "ENT");
    info.put("version", release.split("\\.").length > 2 ? release : release + ".0");
    info.put("build", "1000");
    info.put("product_name", "SugarCRM Enterprise");
    info.put("host_environment", "onsite");
    info.putObject("fts").put("enabled", false);
    info.put("server_time", new Times(user.zone()).text(instance.store().now()));
    info.put(
        "gmt_time",
        new Times(ZoneOffset.UTC).text(instance.store().now()).replace("+00:00", "+0000"));
    return info;
  }

  private void modules(ObjectNode modules, SugarUser user, String filter) {
    Catalog catalog = instance.store().catalog();
    for (String name : filter.isEmpty() ? catalog.modules() : List.of(filter.split("\\s*,\\s*"))) {
      if (catalog.modules().contains(name) && user.role().may(name, "access")) {
        modules.set(name, module(catalog.module(name), user));
      }
    }
  }

  private static ObjectNode module(SugarModule module, SugarUser user) {
    ObjectNode node = Json.object();
    ObjectNode fields = node.putObject("fields");
    Set<String> hidden = user.role().hidden(module.name());
    for (SugarField field : module.fields().values()) {
      if (!hidden.contains(field.name())) {
        fields.set(field.name(), Json.tree(field.attributes()));
      }
    }
    for (SugarLink link : module.links().values()) {
      if (!fields.has(link.name())) {
        fields.set(link.name(), link(link));
      }
    }
    fields.put("_hash", Hashes.of(fields.toString()));
    for (String part : List.of("views", "layouts", "dependencies", "filters", "menu")) {
      node.putArray(part);
    }
    for (String flag :
        List.of(
            "isAudited",
            "ftsEnabled",
            "globalSearchEnabled",
            "favoritesEnabled",
            "followingEnabled",
            "isBwcEnabled",
            "dupCheckEnabled")) {
      node.put(flag, !ABSENT_FEATURES.contains(flag));
    }
    node.put("_hash", Hashes.of(node.toString()));
    return node;
  }

  private static ObjectNode link(SugarLink link) {
    return Json.object()
        .put("name", link.name())
        .put("type", "link")
        .put("relationship", link.relationship())
        .put("module", link.module())
        .put("source", "non-db");
  }

  private void relationships(ObjectNode relationships) {
    Catalog catalog = instance.store().catalog();
    for (String name : catalog.modules()) {
      for (SugarLink link : catalog.module(name).links().values()) {
        if (!relationships.has(link.relationship())) {
          relationships
              .putObject(link.relationship())
              .put("name", link.relationship())
              .put("lhs_module", name)
              .put("rhs_module", link.module());
        }
      }
    }
    relationships.put("_hash", Hashes.of(relationships.toString()));
  }

  private Answer language(Call call) {
    return tagged(
        call, Answer.json(instance.store().catalog().language(call.variable("language"))));
  }

  private Answer dropdown(Call call) {
    String module = access.module(call, "access");
    SugarField field = instance.store().catalog().module(module).field(call.variable("field"));
    if (field == null || field.options() == null) {
      throw new SugarError("not_found");
    }
    Map<String, String> options =
        instance.store().catalog().dropdown(field.options(), call.user().language());
    boolean list = !instance.on(Switch.NUMERIC_DROPDOWNS_AS_OBJECT) && !options.isEmpty();
    int expected = 0;
    for (String key : options.keySet()) {
      list &= key.equals(String.valueOf(expected++));
    }
    Object value = list ? options.values() : options;
    return tagged(call, Answer.json(Json.tree(value)));
  }

  /** Answers 304 to a client that has it already (reference 2.1). */
  private static Answer tagged(Call call, Answer answer) {
    String tag = '"' + Hashes.of(answer.body()) + '"';
    Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "max-age=3600, private");
    boolean known = tag.equals(call.header("if-none-match"));
    Answer full = known ? new Answer(304, Answer.JSON, new byte[0], headers, 0) : answer;
    return full.withHeaders(headers);
  }
}
