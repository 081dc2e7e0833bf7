package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What holds for every call that the description of the API lists; a new call is covered by itself.
 */
class EveryCallTest {
  private static final String ADMIN = "Authorization: Bearer a-key-for-tests";

  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(5));

  private static final List<String> VALUES =
      List.of(
          "",
          "%00",
          "%",
          "%zz",
          "%FF%FE",
          "-1",
          "0",
          "99999999999999999999",
          "x".repeat(5000),
          "..%2F..%2Fetc",
          "%27%3B%20drop%20table%20member--",
          "%0D%0AX-Evil%3A%201",
          "%E2%80%AE",
          "true",
          "a%40b.example",
          "%7B%7Bcaramel.admin-key%7D%7D",
          "%24%7Bexception.stacktrace%7D");

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "[]",
          "{}",
          "1",
          "\"x\"",
          "[null]",
          "[[]]",
          "{\"\":1}",
          "{\"name\":{}}",
          "{\"name\":\"\\u0000\",\"id\":\"a\",\"module\":\"Leads\",\"address\":\"\\u0000\",\"lists\":[\"\\u0000\"],\"role\":\"\\u0000\"}",
          "{\"name\":1,\"id\":[],\"team\":{},\"lists\":7,\"columns\":\"x\",\"records\":{}}",
          "{\"lists\":[null],\"records\":[null],\"ids\":[null],\"days\":null}",
          "[".repeat(3000),
          "{\"a\":".repeat(1500),
          "{\"name\":\"" + "x".repeat(70_000) + "\"}",
          "\u0001\u0002",
          "{\"name\":\"\uD800\"}",
          "a=b&c",
          "no pair",
          "<xml/>");

  private static final ApiContract CONTRACT = new ApiContract();
  private static final Map<String, JsonNode> OPERATIONS = new ApiContract().operations();

  private static String key;

  @BeforeAll
  static void aCaller() {
    caramel.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    key = caramel.post("/api/accounts/default/keys", null).path("key").asText();
  }

  @Test
  void no_nonsense_brings_a_failure_of_ours_or_gives_away_what_is_inside() {
    SoftAssertions all = new SoftAssertions();
    RawHttp caller = RawHttp.of(caramel, "127.0.0.1");
    OPERATIONS.forEach(
        (name, operation) -> {
          String[] call = name.split(" ", 2);
          for (String path : paths(call[1], operation)) {
            check(all, name + " " + path, caller.send(call[0], path, new byte[0], keys()));
          }
          for (String type :
              List.of(
                  "application/json",
                  "application/x-www-form-urlencoded",
                  "text/csv",
                  "nonsense")) {
            for (String body : BODIES) {
              byte[] octets = body.getBytes(StandardCharsets.UTF_8);
              check(
                  all,
                  name + " " + type + " " + body.substring(0, Math.min(40, body.length())),
                  caller.send(
                      call[0],
                      call[1].replaceAll("\\{\\w+}", "7"),
                      octets,
                      ADMIN,
                      "X-API-Key: " + key,
                      "Content-Type: " + type));
            }
          }
          for (String method :
              List.of("PUT", "PATCH", "DELETE", "POST", "TRACE", "HEAD", "OPTIONS", "BREW")) {
            if (!OPERATIONS.containsKey(method + " " + call[1])) {
              check(
                  all,
                  method + " " + call[1],
                  caller.send(method, call[1].replaceAll("\\{\\w+}", "7"), new byte[0], keys()));
            }
          }
          check(
              all,
              name,
              caller.send(
                  call[0],
                  call[1].replaceAll("\\{\\w+}", "7"),
                  new byte[0],
                  "Authorization: \u00ff",
                  "X-API-Key: \u00ff"));
        });
    all.assertAll();
  }

  @Test
  void no_call_of_one_account_tells_of_another() {
    for (String account : List.of("one", "two")) {
      caramel.post("/api/accounts", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(account, account));
      caramel.post("/api/accounts/" + account + "/authorized-ips", "{\"address\":\"127.0.0.1\"}");
      caramel
          .jdbc()
          .sql(
              "insert into list (id, account_id, name, module, connection) values (?, ?, ?, 'Leads', 'default')")
          .params("marker-" + account, account, "marker-" + account)
          .update();
      caramel
          .jdbc()
          .sql(
              "insert into member (list_id, email, \"values\") values (?, 'p@shared.example', jsonb_build_object('first_name', ?))")
          .params("marker-" + account, "marker-" + account)
          .update();
      caramel
          .jdbc()
          .sql(
              "insert into activity (account_id, id, email, type, asset, at) values (?, ?, 'p@shared.example', 'clicked', ?, now())")
          .params(account, "marker-" + account, "marker-" + account)
          .update();
      caramel.send(
          "PUT",
          "/api/accounts/" + account + "/sales-prospects",
          "{\"lists\":[\"marker-" + account + "\"]}",
          Map.of());
    }
    String one = caramel.post("/api/accounts/one/keys", null).path("key").asText();
    SoftAssertions all = new SoftAssertions();
    List<String> told = new ArrayList<>();
    OPERATIONS.forEach(
        (name, operation) -> {
          String[] call = name.split(" ", 2);
          if (!call[0].equals("GET")
              || !(call[1].startsWith("/connector/")
                  || call[1].startsWith("/api/accounts/{account}"))) {
            return;
          }
          for (String query :
              List.of(
                  "",
                  "?email=p@shared.example",
                  "?emails=p@shared.example",
                  "?domain=shared.example")) {
            String path =
                call[1]
                    .replace("{account}", "one")
                    .replace("{email}", "p@shared.example")
                    .replaceAll("\\{\\w+}", "default");
            RawHttp.Answer answer =
                RawHttp.of(caramel, "127.0.0.1").get(path + query, ADMIN, "X-API-Key: " + one);
            all.assertThat(answer.body()).as(path + query).doesNotContain("marker-two");
            told.add(answer.body());
          }
        });
    all.assertAll();
    assertThat(told).filteredOn(body -> body.contains("marker-one")).hasSizeGreaterThan(4);
  }

  private static String[] keys() {
    return new String[] {ADMIN, "X-API-Key: " + key, "X-Odd: marker-odd"};
  }

  private static List<String> paths(String path, JsonNode operation) {
    List<String> names = new ArrayList<>(List.of("nope"));
    for (JsonNode declared : operation.path("parameters")) {
      JsonNode parameter = CONTRACT.resolved(declared);
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    List<String> paths = new ArrayList<>();
    for (String value : VALUES) {
      paths.add(path.replaceAll("\\{\\w+}", java.util.regex.Matcher.quoteReplacement(value)));
      for (String name : names) {
        paths.add(path.replaceAll("\\{\\w+}", "7") + "?" + name + "=" + value);
      }
    }
    paths.add(path.replaceAll("\\{\\w+}", URLEncoder.encode("Ö/ä", StandardCharsets.UTF_8)));
    return paths;
  }

  private static void check(SoftAssertions all, String what, RawHttp.Answer answer) {
    String shown = what.substring(0, Math.min(what.length(), 160));
    all.assertThat(answer.status()).as(shown + answer.body()).isLessThan(500);
    all.assertThat(answer.body())
        .as(shown)
        .doesNotContain(
            "a-key-for-tests", key, "\tat ", "Exception", "org.apache", "org.postgresql");
    all.assertThat(answer.headers().toString()).as(shown).doesNotContain("marker", "X-Evil", key);
  }
}
