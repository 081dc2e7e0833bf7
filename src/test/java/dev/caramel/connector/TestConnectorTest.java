package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Sugar administrator meets on the way to "Test Successful". */
class TestConnectorTest {
  private static final String PROXY = "127.0.0.3";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(20))
          .with("caramel.trusted-proxies", PROXY + ", 10.0.0.0/8, 2001:db8:ffff::/48");

  private String account;

  @BeforeEach
  void anAccount() {
    caramel.jdbc().sql("delete from wrong_key").update();
    account = "a" + System.nanoTime();
    caramel.post("/api/accounts", "{\"id\":\"%s\",\"name\":\"A\"}".formatted(account));
  }

  @Test
  void an_administrator_walks_from_every_failure_to_success() {
    assertError(test("127.0.0.1"), 401, "missing_key");
    assertError(test("127.0.0.1", "X-API-Key: caramel_nonsense"), 401, "invalid_key");
    JsonNode generated = generate();
    String key = "X-API-Key: " + generated.path("key").asText();

    RawHttp.Answer illegal = test("127.0.0.2", key);
    assertError(illegal, 403, "illegal_remote_endpoint");
    assertThat(illegal.json().path("message").asText())
        .isEqualTo("Illegal Remote Endpoint with an IP Address: 127.0.0.2");
    assertThat(illegal.json().path("ip").asText()).isEqualTo("127.0.0.2");
    authorize(" " + illegal.json().path("ip").asText() + " ");

    RawHttp.Answer success = test("127.0.0.2", key);
    assertThat(success.status()).isEqualTo(200);
    assertThat(success.json().path("message").asText()).isEqualTo("Test Successful");
    assertThat(success.json().path("account").asText()).isEqualTo(account);
    assertError(test("127.0.0.1", key), 403, "illegal_remote_endpoint");
    assertError(
        RawHttp.of(caramel, "127.0.0.2").get("/connector/v1/tset", key), 404, "unknown_call");
    assertError(test("127.0.0.2", key, "X-Sugar-Team: EMEA"), 404, "unknown_team");

    caramel.send("DELETE", path("/keys/" + generated.path("id").asText()), null, Map.of());
    assertError(test("127.0.0.2", key), 401, "revoked_key");
  }

  @Test
  void an_account_without_an_authorized_address_lets_nobody_in() {
    assertError(test("127.0.0.1", key()), 403, "illegal_remote_endpoint");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.0.0.0/8, true",
    "127.0.0.2, false",
    "' 127.0.0.0 / 30 ', true",
    "0.0.0.0/0, true",
    "::ffff:127.0.0.1, true",
    "::ffff:127.0.0.0/104, true",
    "::1, false",
    "::/0, false"
  })
  void an_address_or_block_lets_in_whom_it_holds(String block, boolean lets) {
    String key = key();
    authorize(block);

    assertThat(test("127.0.0.1", key).status()).isEqualTo(lets ? 200 : 403);
  }

  @Test
  void ten_wrong_keys_within_a_minute_shut_their_address_out_and_no_other() {
    String key = key();
    authorize("127.0.0.0/8");
    for (int i = 0; i < 10; i++) {
      assertError(test("127.0.0.2", "X-API-Key: wrong" + i), 401, "invalid_key");
    }

    RawHttp.Answer many = test("127.0.0.2", key);
    assertError(many, 429, "too_many_attempts");
    assertThat(Integer.parseInt(many.header("Retry-After").orElseThrow())).isBetween(1, 60);
    assertError(RawHttp.of(caramel, "127.0.0.2").get("/connector/nope"), 404, "unknown_call");
    assertThat(test("127.0.0.1", key).status()).isEqualTo(200);

    caramel
        .jdbc()
        .sql("update wrong_key set tried_at = array[now() - interval '61 s'] || tried_at[2:]")
        .update();
    assertThat(test("127.0.0.2", key).status()).isEqualTo(200);
  }

  @Test
  void missing_and_revoked_keys_are_no_guesses() {
    String revoked = key();
    JsonNode keys = caramel.get(path("/keys")).path("keys");
    caramel.send("DELETE", path("/keys/" + keys.path(0).path("id").asText()), null, Map.of());
    for (int i = 0; i < 12; i++) {
      assertError(test("127.0.0.2"), 401, "missing_key");
      assertError(test("127.0.0.2", revoked), 401, "revoked_key");
    }
  }

  @Test
  void a_key_has_256_bits_is_shown_once_and_kept_as_a_hash() {
    JsonNode generated = generate();
    String key = generated.path("key").asText();

    assertThat(key).hasSizeGreaterThanOrEqualTo(40).startsWith(generated.path("prefix").asText());
    assertThat(key.replaceFirst(".*_", "")).matches("[0-9a-f]{64}");
    assertThat(caramel.get(path("/keys")).toString())
        .contains(generated.path("prefix").asText())
        .doesNotContain(key);
    assertThat(caramel.jdbc().sql("select api_key::text from api_key").query(String.class).list())
        .noneMatch(row -> row.contains(key.replaceFirst(".*_", "")));
  }

  @Test
  void a_key_says_when_and_from_where_it_was_last_used() {
    String key = key();
    authorize("127.0.0.0/8");
    assertThat(caramel.get(path("/keys")).path("keys").path(0).path("lastUsedAt").isNull())
        .isTrue();

    test("127.0.0.1", key);
    caramel.jdbc().sql("update api_key set last_used_at = now() - interval '2 s'").update();
    test("127.0.0.2", key);

    JsonNode kept = caramel.get(path("/keys")).path("keys").path(0);
    assertThat(kept.path("lastUsedAt").asText()).endsWith("Z");
    assertThat(kept.path("lastUsedFrom").asText()).isEqualTo("127.0.0.2");
  }

  @Test
  void one_key_does_not_open_another_account() {
    String key = key();
    String other = account;
    anAccount();
    authorize("127.0.0.1");
    assertError(test("127.0.0.1", key), 403, "illegal_remote_endpoint");
    assertThat(
            caramel.send("DELETE", path("/keys/" + firstKeyOf(other)), null, Map.of()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void what_is_no_address_is_refused_in_words() {
    var answer =
        caramel.send("POST", path("/authorized-ips"), "{\"address\":\"203.0.113.0/33\"}", Map.of());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("CIDR");
  }

  @Test
  void a_trusted_proxy_says_for_whom_it_calls() {
    String key = key();
    authorize("2001:db8::/32");

    assertThat(test(PROXY, key, "X-Forwarded-For: 2001:db8::7, 10.1.2.3").status()).isEqualTo(200);
    assertThat(test(PROXY, key, "X-Forwarded-For: 2001:db8::7, 9.1.2.3").json().path("ip").asText())
        .isEqualTo("9.1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 203.0.113.7",
        "Forwarded: for=203.0.113.7",
        "X-Real-IP: 203.0.113.7",
        "X-Client-IP: 203.0.113.7"
      })
  void a_header_of_anybody_else_is_not_believed(String header) {
    String key = key();
    authorize("203.0.113.7");

    assertThat(test("127.0.0.2", key, header).json().path("ip").asText()).isEqualTo("127.0.0.2");
  }

  @Test
  void the_team_is_compared_exactly_and_a_near_miss_is_named() {
    String key = key();
    authorize("127.0.0.1");
    caramel
        .jdbc()
        .sql("update account set team = 'Größe Süd' where id = ?")
        .param(account)
        .update();

    assertThat(test("127.0.0.1", key, "X-Sugar-Team: " + inUtf8("Größe Süd")).status())
        .isEqualTo(200);
    assertThat(test("127.0.0.1", key).status()).isEqualTo(200);
    RawHttp.Answer near = test("127.0.0.1", key, "X-Sugar-Team: " + inUtf8("größe süd"));
    assertError(near, 404, "unknown_team");
    assertThat(near.json().path("message").asText()).contains("Did you mean 'Größe Süd'?");
    RawHttp.Answer far = test("127.0.0.1", key, "X-Sugar-Team: APAC");
    assertError(far, 404, "unknown_team");
    assertThat(far.json().path("message").asText()).doesNotContain("Größe");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /connector/v1/nope",
    "GET, /connector",
    "POST, /connector/v1/test",
    "DELETE, /connector/v1/test",
    "GET, /connector/v2/test"
  })
  void another_path_or_method_is_told_which_calls_there_are(String method, String path) {
    RawHttp.Answer answer = RawHttp.of(caramel, "127.0.0.1").send(method, path, new byte[0]);

    assertError(answer, 404, "unknown_call");
    assertThat(answer.json().path("message").asText()).contains("GET /connector/v1/test");
  }

  @Test
  void a_wrong_parameter_is_named_only_to_those_who_may_call() {
    String key = key();
    RawHttp caller = RawHttp.of(caramel, "127.0.0.1");
    assertError(caller.get("/connector/v1/test?x=1"), 401, "missing_key");
    assertError(caller.get("/connector/v1/test?x=1", key), 403, "illegal_remote_endpoint");
    authorize("127.0.0.1");

    RawHttp.Answer answer = caller.get("/connector/v1/test?x=1", key);
    assertError(answer, 400, "invalid_request");
    assertThat(answer.json().path("message").asText()).contains("\"x\"");
  }

  @Test
  void every_change_is_in_the_audit_and_no_secret_is() {
    JsonNode key = generate();
    JsonNode address = authorize("192.0.2.0/24");
    caramel.send("DELETE", path("/keys/" + key.path("id").asText()), null, Map.of());
    caramel.send("DELETE", path("/authorized-ips/" + address.path("id").asText()), null, Map.of());
    caramel.send("PATCH", path(""), "{\"name\":\"B\"}", Map.of());

    JsonNode audit = caramel.get(path("/audit"));
    assertThat(audit.path("changes").findValuesAsText("action"))
        .containsExactly(
            "account-changed",
            "ip-withdrawn",
            "key-revoked",
            "ip-authorized",
            "key-generated",
            "account-created");
    assertThat(audit.path("changes").findValuesAsText("from")).containsOnly("127.0.0.1");
    assertThat(audit.toString())
        .contains(key.path("prefix").asText(), "192.0.2.0/24")
        .doesNotContain(key.path("key").asText());
  }

  private String firstKeyOf(String other) {
    return caramel.get("/api/accounts/" + other + "/keys").path("keys").path(0).path("id").asText();
  }

  private JsonNode generate() {
    return caramel.post(path("/keys"), null);
  }

  private String key() {
    return "X-API-Key: " + generate().path("key").asText();
  }

  private JsonNode authorize(String address) {
    return caramel.post(path("/authorized-ips"), "{\"address\":\"" + address + "\"}");
  }

  private String path(String rest) {
    return "/api/accounts/" + account + rest;
  }

  private static RawHttp.Answer test(String from, String... headers) {
    return RawHttp.of(caramel, from).get("/connector/v1/test", headers);
  }

  private static String inUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static void assertError(RawHttp.Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
    assertThat(answer.json().path("message").asText()).isNotBlank();
    assertThat(answer.header("Content-Type")).contains("application/json");
  }
}
