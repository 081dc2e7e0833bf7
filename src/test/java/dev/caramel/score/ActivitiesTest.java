package dev.caramel.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of activities that marketing tools post. */
class ActivitiesTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sugar -> sugar.leads(0));

  @BeforeEach
  void without_activities() {
    caramel.jdbc().sql("truncate activity").update();
  }

  @Test
  void one_activity_is_stored_by_address_whether_or_not_a_member_has_it() {
    JsonNode answer = post(activity("a1", "Jane@Example.com", "opened"));

    assertThat(answer).hasToString("{\"accepted\":1,\"repeated\":0,\"refused\":[]}");
    assertThat(caramel.jdbc().sql("select email_key from activity").query(String.class).list())
        .containsExactly("jane@example.com");
  }

  @Test
  void an_activity_that_is_posted_again_is_stored_once() {
    post(activity("a1", "jane@example.com", "opened"));

    JsonNode answer =
        post(
            "[%s,%s,%s]"
                .formatted(
                    activity("a1", "jane@example.com", "opened"),
                    activity("a2", "jane@example.com", "clicked"),
                    activity("a2", "jane@example.com", "clicked")));

    assertThat(answer).hasToString("{\"accepted\":1,\"repeated\":2,\"refused\":[]}");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void bad_activities_are_named_by_their_place_and_the_good_ones_stored() {
    String old = activity("a5", "jane@example.com", "sent").replace(now(), "2001-01-01T00:00:00Z");
    String future =
        activity("a6", "jane@example.com", "sent").replace(now(), "2999-01-01T00:00:00Z");
    JsonNode answer =
        post(
            "[%s,%s,%s,{\"id\":\"a4\",\"mail\":1},%s,%s,17]"
                .formatted(
                    activity("a1", "jane@example.com", "sent"),
                    activity("a2", "jane", "sent"),
                    activity("a3", "jane@example.com", "open"),
                    old,
                    future));

    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    Map<Integer, String> refused =
        IntStream.range(0, answer.path("refused").size())
            .mapToObj(answer.path("refused")::get)
            .collect(
                Collectors.toMap(
                    row -> row.path("row").asInt(), row -> row.path("reason").asText()));
    assertThat(refused).containsOnlyKeys(2, 3, 4, 5, 6, 7);
    assertThat(refused.get(2)).isEqualTo("\"email\" is no address: \"jane\".");
    assertThat(refused.get(3)).contains("\"type\" may be sent, opened").contains("not \"open\"");
    assertThat(refused.get(4))
        .contains("no key \"mail\"", "\"email\" is missing", "\"type\" is", "\"at\" is missing");
    assertThat(refused.get(5)).contains("older than activities are kept");
    assertThat(refused.get(6)).contains("lies in the future");
    assertThat(refused.get(7)).contains("JSON object");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void a_broken_body_stores_nothing() {
    var answer =
        caramel.send(
            "POST",
            "/api/accounts/default/activities",
            "[" + activity("a1", "jane@example.com", "sent") + ",",
            Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(count()).isZero();
  }

  @Test
  void activities_for_an_account_that_is_not_there_are_refused() {
    var answer = caramel.send("POST", "/api/accounts/nope/activities", "[]", Map.of());

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void thousands_of_activities_come_in_one_body() {
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> activity("m" + i, "p" + i % 100 + "@example.com", "page-visited"))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(post(many).path("accepted").asInt()).isEqualTo(20_000);
    assertThat(post(many).path("repeated").asInt()).isEqualTo(20_000);
  }

  @Test
  void activities_that_are_too_old_to_be_kept_are_deleted() {
    post(activity("a1", "jane@example.com", "sent"));
    post(activity("a2", "jane@example.com", "sent"));
    caramel
        .jdbc()
        .sql("update activity set at = now() - interval '731 days' where id = 'a1'")
        .update();

    caramel.bean(Activities.class).forgetOld();

    assertThat(caramel.jdbc().sql("select id from activity").query(String.class).list())
        .containsExactly("a2");
  }

  private static JsonNode post(String body) {
    return caramel.post("/api/accounts/default/activities", body);
  }

  private static String activity(String id, String email, String type) {
    return "{\"id\":\"%s\",\"email\":\"%s\",\"type\":\"%s\",\"asset\":\"News\",\"at\":\"%s\"}"
        .formatted(id, email, type, now());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS).toString();
  }

  private static long count() {
    return caramel.jdbc().sql("select count(*) from activity").query(Long.class).single();
  }
}
