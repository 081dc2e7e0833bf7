package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members that are posted to a list that is kept in step with Sugar. */
class PostedToSyncTest {
  private static final String LIST = "people";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sugar -> PushScores.installed(sugar).leads(20));

  private List<JsonNode> linked;

  @BeforeAll
  static void aListInStepWithSugar() {
    caramel.sync(
        LIST,
        """
        list: People
        module: Leads
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
          Phone: phone_work
          Score: %s
        pull:
          add: true
          remove: true
          update: Email, First Name, Phone
        push:
          add: true
          update: Score, Last Name, Phone
        conflict:
          Phone: newest
        """
            .formatted(PushScores.FIELD));
  }

  @BeforeEach
  void inStep() {
    caramel.run(LIST);
    linked =
        caramel.members(LIST).stream()
            .filter(member -> member.hasNonNull("email"))
            .collect(
                Collectors.groupingBy(
                    PostedToSyncTest::address, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .filter(sharing -> sharing.size() == 1)
            .flatMap(List::stream)
            .toList();
    caramel.sandbox().requests().clear();
  }

  @Test
  void whatIsPostedIsPushedAndASecondRunWritesNothing() {
    JsonNode one = linked.get(0);

    JsonNode answer =
        post(
            "[{\"Email\":\"%s\",\"Score\":77},{\"Email\":\"new@x.example\",\"First Name\":\"New\",\"Last Name\":\"One\",\"Score\":5}]"
                .formatted(one.path("email").asText()));

    assertThat(answer)
        .hasToString("{\"added\":1,\"updated\":1,\"unchanged\":0,\"refused\":[],\"kept\":[]}");
    JsonNode run = caramel.run(LIST);
    assertThat(run.at("/counts/pushed").asInt()).isEqualTo(1);
    assertThat(run.at("/counts/created").asInt()).isEqualTo(1);
    assertThat(record(one).get(PushScores.FIELD)).hasToString("77");
    String created = record("new@x.example");
    assertThat(caramel.sandbox().sugar().record("Leads", created).get("first_name"))
        .isEqualTo("New");
    assertThat(caramel.run(LIST).at("/counts/pushed").asInt()).isZero();
  }

  @Test
  void aColumnThatOnlyThePullUpdatesBelongsToSugar() {
    JsonNode one = linked.get(1);
    String email = one.path("email").asText();
    String name = one.at("/columns/First Name").asText();

    JsonNode answer =
        post(
            "[{\"Email\":\"%s\",\"First Name\":\"Other\",\"Score\":3},{\"Email\":\"%s\",\"First Name\":\"%s\"}]"
                .formatted(
                    email,
                    linked.get(2).path("email").asText(),
                    linked.get(2).at("/columns/First Name").asText()));

    assertThat(answer)
        .hasToString(
            "{\"added\":0,\"updated\":1,\"unchanged\":1,\"refused\":[],\"kept\":[{\"row\":1,\"columns\":[\"First Name\"]}]}");
    assertThat(member(email).at("/columns/First Name").asText()).isEqualTo(name);
    assertThatThrownBy(() -> put("{\"Email\":\"%s\",\"First Name\":\"Other\"}".formatted(email)))
        .rootCause()
        .hasMessageContaining("belongs to Sugar: leave out \"First Name\"");
  }

  @Test
  void anEditByPostIsDatedOnSugarsClockSoThatTheNewestWins() {
    // Sugar's clock is an hour ahead: a date of ours must not be compared with it as it is.
    caramel.sandbox().clock().advance(Duration.ofHours(1));
    JsonNode one = linked.get(3);
    JsonNode other = linked.get(4);
    edit(one, "+1 Sugar", -10);
    edit(other, "+2 Sugar", 10);
    postPhone(one, "+1 list");
    postPhone(other, "+2 list");

    JsonNode run = caramel.run(LIST, "{\"full\":true}");

    assertThat(run.path("conflicts")).hasSize(2);
    assertThat(record(one).get("phone_work")).isEqualTo("+1 list");
    assertThat(record(other).get("phone_work")).isEqualTo("+2 Sugar");
    assertThat(member(other.path("email").asText()).at("/columns/Phone").asText())
        .isEqualTo("+2 Sugar");
  }

  @Test
  void aPostedMemberWhoseRecordComesLaterIsThatRecord() {
    post("{\"Email\":\"later@x.example\",\"Score\":9}");
    String record =
        caramel
            .sandbox()
            .sugar()
            .create(
                "Leads",
                Map.of(
                    "last_name",
                    "Later",
                    "email",
                    List.of(Map.of("email_address", "Later@x.example", "primary_address", true))));

    JsonNode run = caramel.run(LIST);

    assertThat(run.at("/counts/linked").asInt()).isEqualTo(1);
    assertThat(record("later@x.example")).isEqualTo(record);
    assertThat(caramel.sandbox().sugar().record("Leads", record).get(PushScores.FIELD))
        .hasToString("9");
  }

  @Test
  void aMemberWhoseRecordWasDeletedAndWhoIsPostedAgainIsCreatedAnew() {
    JsonNode one = linked.get(5);
    String email = one.path("email").asText();
    caramel.sandbox().sugar().delete("Leads", one.at("/record/id").asText());
    caramel.run(LIST);
    assertThat(caramel.member(LIST, one.at("/record/id").asText()).path("removedBecause").asText())
        .isEqualTo("deleted");

    assertThat(post("{\"Email\":\"" + email + "\",\"Score\":1}").path("added").asInt())
        .isEqualTo(1);

    assertThat(caramel.run(LIST).at("/counts/created").asInt()).isEqualTo(1);
    JsonNode back = member(email);
    assertThat(back.path("id")).isEqualTo(one.path("id"));
    assertThat(back.at("/record/id").asText())
        .isNotEmpty()
        .isNotEqualTo(one.at("/record/id").asText());
    caramel.run(LIST, "{\"full\":true}");
    assertThat(member(email).path("removedAt").isNull()).isTrue();
  }

  private static String address(JsonNode member) {
    return member.path("email").asText().toLowerCase(Locale.ROOT);
  }

  private static JsonNode post(String body) {
    return caramel.post("/api/lists/people/members", body);
  }

  private static long put(String values) {
    return caramel
        .jdbc()
        .sql("select lists.put_member('people', cast(? as jsonb))")
        .param(values)
        .query(Long.class)
        .single();
  }

  private static void postPhone(JsonNode member, String phone) {
    assertThat(
            post("{\"id\":\"%s\",\"Phone\":\"%s\"}".formatted(member.path("id").asText(), phone))
                .path("updated")
                .asInt())
        .isEqualTo(1);
  }

  private static void edit(JsonNode member, String phone, int minutesFromNow) {
    caramel
        .sandbox()
        .sugar()
        .update(
            "Leads",
            member.at("/record/id").asText(),
            Map.of(
                "phone_work",
                phone,
                "date_modified",
                caramel.sandbox().clock().instant().plus(Duration.ofMinutes(minutesFromNow))));
  }

  private static Map<String, Object> record(JsonNode member) {
    return caramel.sandbox().sugar().record("Leads", member.at("/record/id").asText());
  }

  private static String record(String email) {
    return member(email).at("/record/id").asText();
  }

  private static JsonNode member(String email) {
    return caramel.get("/api/lists/people/members?email=" + email).at("/members/0");
  }
}
