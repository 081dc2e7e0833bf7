package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.rest.ParamDefinition;
import org.apache.camel.model.rest.RestParamType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** Camel would send request headers back: no call of the API does, whether it succeeds or not. */
class RequestHeadersTest extends ApiTest {
  private static final Set<String> OURS =
      Set.of(
          "content-type",
          "content-length",
          "transfer-encoding",
          "date",
          "connection",
          "keep-alive",
          "location",
          "allow",
          "www-authenticate",
          "vary");

  @Autowired private CamelContext camel;
  @Autowired private DeclaredCalls calls;
  private String key;

  @Test
  void no_header_or_parameter_of_a_request_comes_back() {
    ApiClient admin =
        api.with("X-Odd", "marker-odd", "X-API-Key", "marker-key", "Cookie", "c=marker");
    List<DeclaredCall> all =
        ((ModelCamelContext) camel)
            .getRestDefinitions().stream()
                .flatMap(rest -> rest.getVerbs().stream())
                .map(verb -> verb.getTo().getEndpointUri().replace("direct:", ""))
                .map(route -> calls.servedBy(route).orElseThrow())
                .toList();
    assertThat(all).isNotEmpty();
    for (DeclaredCall call : all) {
      String there = existing(call);
      ApiClient caller =
          there.startsWith("/connector/")
              ? api.without().with("X-API-Key", key, "X-Odd", "marker-odd", "Cookie", "c=marker")
              : admin;
      String body = call.bodyType() == null ? null : body(call);
      ApiClient.Answer success = caller.call(call.method(), there, body);
      assertThat(success.status()).as(call + success.body()).isBetween(200, 299);
      requireOursOnly(call, success);
      requireOursOnly(
          call,
          caller.call(
              call.method(), there + (there.contains("?") ? "&" : "?") + "nope=marker", body));
      requireOursOnly(
          call,
          caller.call(
              call.method(), call.path().getPatternString().replaceAll("\\{\\w+}", "nope"), body));
      requireOursOnly(
          call,
          api.without()
              .with("Authorization", "Bearer marker", "X-Odd", "marker")
              .call(call.method(), there, body));
    }
  }

  @Test
  void csv_and_unknown_calls_send_nothing_back_either() {
    aList("leads");
    ApiClient caller = api.with("X-Odd", "marker-odd");
    for (ApiClient.Answer answer :
        List.of(
            caller.with("Accept", "text/csv").get("/api/lists/leads/members?email=marker"),
            caller.get("/api/nope/marker?x=marker"),
            caller.call("PATCH", "/api/lists?x=marker", "marker"))) {
      requireOursOnly(null, answer);
    }
  }

  @AfterAll
  static void takeImportedFilesAway() {
    FileSystemUtils.deleteRecursively(new File("target/no-routes"));
  }

  private static void requireOursOnly(DeclaredCall call, ApiClient.Answer answer) {
    Set<String> names =
        answer.headers().map().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(OURS).as("%s %s", call, answer).containsAll(names);
    assertThat(answer.headers().map().toString())
        .doesNotContain("marker", ApiClient.KEY, "caramel_");
  }

  /** The call's path, with everything in it there. */
  private String existing(DeclaredCall call) {
    beginAnew();
    aList("leads");
    syncs.are(SyncApiTest.ready("leads"));
    database
        .sql(
            "insert into score_sheet (account_id, name, days) values ('default', 'spare', 30)"
                + " on conflict do nothing")
        .update();
    database
        .sql(
            "insert into segment (list_id, name, definition) values ('leads', 'spare', '{\"all\":[]}')")
        .update();
    long member = aMember("leads", "jane@example.com", "{}");
    long run = aRun("leads", "running");
    long rejection = aRejection(run, "leads", "r1");
    String query =
        call.parameters(RestParamType.query).stream()
            .map(ParamDefinition::getName)
            .filter(name -> name.equals("email") || name.equals("emails"))
            .map(name -> "?" + name + "=jane@example.com")
            .collect(Collectors.joining());
    return (call.path().getPatternString() + query)
        .replace("{module}", "Leads")
        .replace("{sync}", "leads")
        .replace("{program}", GivenPrograms.ID)
        .replace("{list}", "leads")
        .replace("{column}", "Email")
        .replace("{segment}", "spare")
        .replace("{account}", "default")
        .replace("{key}", aKey())
        .replace("{authorizedIp}", anAuthorizedIp())
        .replace("{email}", "jane@example.com")
        .replace("{sheet}", "spare")
        .replace("{member}", String.valueOf(member))
        .replace("{run}", String.valueOf(run))
        .replace("{rejection}", String.valueOf(rejection));
  }

  private static String body(DeclaredCall call) {
    return switch (call.route()) {
      case "set-column-role" -> "{\"role\":\"email\"}";
      case "choose-sales-prospects" -> "{\"lists\":[\"leads\"]}";
      case "change-address" -> "{\"optedOut\":true,\"invalid\":false}";
      case "set-standard-fields" -> "{\"names\":[\"Email\"]}";
      case "post-activities", "post-members" -> "[]";
      case "put-segment" -> "{\"all\":[{\"column\":\"Email\",\"condition\":\"not-empty\"}]}";
      case "import-list" ->
          "{\"name\":\"Headers "
              + System.nanoTime()
              + "\",\"module\":\"Leads\",\"columns\":{\"Email\":\"email\"}}";
      case "create-account" -> "{\"id\":\"a" + System.nanoTime() + "\",\"name\":\"A\"}";
      case "authorize-ip" -> "{\"address\":\"192.0.2.1\"}";
      case "put-score-sheet" -> "{\"days\":30}";
      default -> "{}";
    };
  }

  private String aKey() {
    ApiClient.Answer made = api.post("/api/accounts/default/keys", null);
    key = made.json().get("key").asText();
    return made.json().get("id").asText();
  }

  private String anAuthorizedIp() {
    return api.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}")
        .json()
        .get("id")
        .asText();
  }
}
