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
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What holds for every call that the description of the API lists; a new call is covered by itself.
 */
@ExtendWith(OutputCaptureExtension.class)
class EveryCallTest {
  private static final String ADMIN = "Authorization: Bearer " + RunningCaramel.KEY;
  private static final String PASSWORD = "a-password-of-sugar-for-tests";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(5))
          .with("caramel.sugar.connections.secretive.url", "http://127.0.0.1:1")
          .with("caramel.sugar.connections.secretive.username", "caramel")
          .with("caramel.sugar.connections.secretive.password", PASSWORD);

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

  private static final List<String> TYPES =
      List.of("application/json", "application/x-www-form-urlencoded", "text/csv", "nonsense");

  private static final ApiContract CONTRACT = new ApiContract();
  private static final Map<String, JsonNode> OPERATIONS = new ApiContract().operations();

  private static String key;

  @BeforeAll
  static void aCaller() {
    caramel.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    key = caramel.post("/api/accounts/default/keys", null).path("key").asText();
  }

  @Test
  void no_nonsense_brings_a_failure_of_ours_or_gives_away_what_is_inside(CapturedOutput log) {
    Discretion discretion = new Discretion(caramel, key, key.replaceFirst(".*_", ""), PASSWORD);
    RawHttp caller = RawHttp.of(caramel, "127.0.0.1");
    OPERATIONS.forEach(
        (name, operation) -> {
          String[] call = name.split(" ", 2);
          for (String path : paths(call[1], operation)) {
            discretion.judge(name + " " + path, caller.send(call[0], path, new byte[0], keys()));
          }
          boolean takesBody = operation.has("requestBody");
          for (String type : takesBody ? TYPES : TYPES.subList(0, 1)) {
            for (String body : takesBody ? BODIES : BODIES.subList(0, 5)) {
              byte[] octets = body.getBytes(StandardCharsets.UTF_8);
              discretion.judge(
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
              discretion.judge(
                  method + " " + call[1],
                  caller.send(method, call[1].replaceAll("\\{\\w+}", "7"), new byte[0], keys()));
            }
          }
          discretion.judge(
              name,
              caller.send(
                  call[0],
                  call[1].replaceAll("\\{\\w+}", "7"),
                  new byte[0],
                  "Authorization: \u00ff",
                  "X-API-Key: \u00ff"));
        });
    discretion.end(log.getAll());
  }

  @Test
  void no_call_of_one_account_sees_or_changes_what_is_anothers() {
    TwoAccounts accounts = new TwoAccounts(caramel);
    RawHttp.of(caramel, "127.0.0.1")
        .get("/connector/v1/test", "X-API-Key: " + accounts.thing("marker-one", "api-key"));
    Map<String, String> alone = told(accounts);
    accounts.makeSecond();
    assertThat(told(accounts))
        .as("what the one is told, numbers too, is the same whatever the other has")
        .isEqualTo(alone);
    List<String> before = accounts.rowsOf("marker-two");
    assertThat(before).hasSizeGreaterThan(12);
    SoftAssertions all = new SoftAssertions();
    List<String> seen = new ArrayList<>();
    int changed = 0;
    for (ExampleCall call : ExampleCall.all(CONTRACT)) {
      for (String owner : List.of("marker-two", "marker-one")) {
        for (String query : call.queries()) {
          RawHttp.Answer answer = ofOneAccount(accounts, call, query, owner);
          if (isOfAnAccount(call)) {
            String secret =
                owner.equals("marker-one") ? "marker-two" : TwoAccounts.hidden("marker-two");
            all.assertThat(answer.body()).as(call.toString()).doesNotContain(secret);
          }
          seen.add(answer.body());
          changed += !call.method().equals("GET") && answer.status() < 300 ? 1 : 0;
        }
        all.assertThat(accounts.rowsOf("marker-two")).as(call.toString()).isEqualTo(before);
      }
    }
    all.assertAll();
    assertThat(seen).filteredOn(body -> body.contains("marker-one")).hasSizeGreaterThan(10);
    assertThat(changed).isGreaterThan(10);
  }

  private static boolean isOfAnAccount(ExampleCall call) {
    return call.template().contains("{") || call.isConnector();
  }

  /** What every reading call answers to the first account, times left out. */
  private static Map<String, String> told(TwoAccounts accounts) {
    Map<String, String> told = new TreeMap<>();
    for (ExampleCall call : ExampleCall.all(CONTRACT)) {
      if (call.method().equals("GET") && isOfAnAccount(call)) {
        for (String query : call.queries()) {
          RawHttp.Answer answer = ofOneAccount(accounts, call, query, "marker-one");
          assertThat(answer.status()).as(call + query + answer.body()).isLessThan(300);
          told.put(call + query, answer.body().replaceAll("\\d{4}-\\d\\d-\\d\\dT[^\"]*", "T"));
        }
      }
    }
    return told;
  }

  /** The account is the first that the path names; the other things are those of the owner. */
  private static RawHttp.Answer ofOneAccount(
      TwoAccounts accounts, ExampleCall call, String query, String owner) {
    String first = call.template().replaceFirst("[^{]*\\{?(\\w*).*", "$1");
    String path =
        call.path(
            (name, example) -> accounts.thing(name.equals(first) ? "marker-one" : owner, name));
    String body = call.body();
    byte[] octets =
        body == null
            ? new byte[0]
            : body.replace("all-sugar-leads", owner)
                .replace("\"default\"", "\"marker-one\"")
                .getBytes(StandardCharsets.UTF_8);
    String named =
        query
            .replaceAll("(emails?)=[^&]*", "$1=" + TwoAccounts.EMAIL)
            .replaceAll("domain=[^&]*", "domain=shared.example")
            .replaceAll("(list|sync|account)=[^&]*", "$1=" + owner);
    return RawHttp.of(caramel, "127.0.0.1")
        .send(
            call.method(),
            path + named,
            octets,
            ADMIN,
            "X-API-Key: " + accounts.thing("marker-one", "api-key"),
            "Content-Type: application/json");
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
}
