package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a value on its way from Sugar to the API, the CSV and the view. */
class PullValuesTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(400).contacts(5))
          .with("caramel.pull.page-size", 150);

  private static final Map<String, String> FIELDS = fields();

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Email", "email");
    fields.put("First Name", "first_name");
    fields.put("Notes", "customer_notes_c");
    fields.put("Employees", "employees_c");
    fields.put("Engagement", "engagement_c");
    fields.put("Discount", "discount_rate_c");
    fields.put("Budget", "budget_c");
    fields.put("VIP", "vip_c");
    fields.put("Contract End", "contract_end_c");
    fields.put("Last Visit", "last_visit_c");
    fields.put("Tier", "tier_c");
    fields.put("Topics", "newsletter_topics_c");
    return fields;
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void everyTypeKeepsItsValueThroughApiCsvAndView() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("first_name", "Zoë \"Z\" <b>&amp;</b> 😀");
    values.put("customer_notes_c", "first line\nsecond, line");
    values.put("employees_c", 250);
    values.put("engagement_c", 0.125);
    values.put("discount_rate_c", "12.50");
    values.put("budget_c", "34800.000001");
    values.put("vip_c", true);
    values.put("contract_end_c", "2028-02-29");
    values.put("last_visit_c", "2026-03-29T01:30:00+01:00");
    values.put("tier_c", "gold");
    values.put("newsletter_topics_c", List.of("events", "products"));
    String id = person("Typed", values);
    sync("typed", "Typed");

    JsonNode columns = columns("typed", id);
    assertThat(columns.toString())
        .isEqualTo(
            "{\"Email\":\"typed@example.com\",\"First Name\":\"Zoë \\\"Z\\\" <b>&amp;</b> 😀\","
                + "\"Notes\":\"first line\\nsecond, line\",\"Employees\":250,"
                + "\"Engagement\":0.125,\"Discount\":12.5,\"Budget\":34800.000001,\"VIP\":true,"
                + "\"Contract End\":\"2028-02-29\",\"Last Visit\":\"2026-03-29T00:30:00Z\","
                + "\"Tier\":\"gold\",\"Topics\":[\"events\",\"products\"]}");
    assertThat(csv("typed"))
        .isEqualTo(
            "id,record,"
                + String.join(",", FIELDS.keySet())
                + ",optedOut,invalidEmail\r\n"
                + caramel.member("typed", id).path("id").asText()
                + ","
                + id
                + ",typed@example.com,\"Zoë \"\"Z\"\" <b>&amp;</b> 😀\","
                + "\"first line\nsecond, line\",250,0.125,12.5,34800.000001,true,2028-02-29,"
                + "2026-03-29T00:30:00Z,gold,events; products,false,false\r\n");
    Map<String, Object> row = row("typed");
    assertThat(row)
        .containsEntry("record_id", id)
        .containsEntry("Employees", 250L)
        .containsEntry("Budget", new java.math.BigDecimal("34800.000001"))
        .containsEntry("VIP", true)
        .containsEntry("Contract End", java.sql.Date.valueOf("2028-02-29"))
        .containsEntry("Last Visit", Timestamp.from(Instant.parse("2026-03-29T00:30:00Z")))
        .containsEntry("Topics", "events, products")
        .containsEntry("opted_out", false);
    assertThat(caramel.run("typed", "{\"full\":true}").path("counts").path("unchanged").asInt())
        .isEqualTo(1);
  }

  @Test
  void everyCharacterArrivesAsItIs() {
    String odd = "\\N \\. a\\b\tc\bd\fe\nf\rg\u000bh\u0001i\"j'k{l}m";
    Map<String, Object> address =
        Map.of("email_address", "back\\slash@example.com", "primary_address", true);
    String id =
        sugar()
            .create(
                "Leads",
                Map.of("last_name", "Characters", "first_name", odd, "email", List.of(address)));

    sync("characters", "Characters");

    assertThat(columns("characters", id).path("First Name").asText()).isEqualTo(odd);
    assertThat(caramel.member("characters", id).path("email").asText())
        .isEqualTo("back\\slash@example.com");
    assertThat(
            caramel.run("characters", "{\"full\":true}").path("counts").path("unchanged").asInt())
        .isEqualTo(1);
  }

  @Test
  void textInANumberFieldStaysInTheMemberAndIsNullInTheView() {
    String id = person("Text", Map.of("employees_c", "about 50"));
    JsonNode run = sync("text", "Text");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(columns("text", id).path("Employees").asText()).isEqualTo("about 50");
    assertThat(csv("text")).contains(",about 50,");
    assertThat(row("text")).containsEntry("Employees", null).containsEntry("record_id", id);
  }

  @Test
  void nullEmptyTextAndEmptyListEmptyTheColumn() {
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("first_name", "Filled");
    full.put("customer_notes_c", "Filled");
    full.put("employees_c", 5);
    full.put("contract_end_c", "2028-02-29");
    full.put("newsletter_topics_c", List.of("events"));
    String id = person("Emptied", full);
    sync("emptied", "Emptied");
    Map<String, Object> empty = new LinkedHashMap<>();
    empty.put("first_name", "");
    empty.put("customer_notes_c", null);
    empty.put("employees_c", null);
    empty.put("contract_end_c", "");
    empty.put("newsletter_topics_c", List.of());
    sugar().update("Leads", id, empty);

    JsonNode run = caramel.run("emptied");

    assertThat(run.path("counts").path("updated").asInt()).as(run.toString()).isEqualTo(1);
    for (String column : List.of("First Name", "Notes", "Employees", "Contract End", "Topics")) {
      assertThat(columns("emptied", id).path(column).isNull()).as(column).isTrue();
    }
    assertThat(row("emptied")).containsEntry("First Name", null).containsEntry("Topics", null);
  }

  @Test
  void fieldThatIsMissingFromAnAnswerChangesNothing() {
    String id = person("Missing", Map.of("first_name", "Kept", "employees_c", 7));
    sync("missing", "Missing");
    sugar().update("Leads", id, Map.of("customer_notes_c", "New"));
    String answer =
        "{\"next_offset\":-1,\"records\":[{\"id\":\"%s\",\"date_modified\":\"%s\",%s}]}"
            .formatted(
                id,
                caramel.sandbox().clock().instant().toString().substring(0, 19) + "+00:00",
                "\"last_name\":\"Missing\",\"customer_notes_c\":\"New\"");
    caramel
        .sandbox()
        .faults()
        .add(Fault.ofStatus(200).body(answer).on("POST .*/Leads/filter$").times(1));

    JsonNode run = caramel.run("missing");

    assertThat(run.path("counts").path("updated").asInt()).as(run.toString()).isEqualTo(1);
    JsonNode columns = columns("missing", id);
    assertThat(columns.path("Notes").asText()).isEqualTo("New");
    assertThat(columns.path("First Name").asText()).isEqualTo("Kept");
    assertThat(columns.path("Employees").asInt()).isEqualTo(7);
    assertThat(columns.path("Email").asText()).isEqualTo("missing@example.com");
    assertThat(caramel.member("missing", id).path("email").asText())
        .isEqualTo("missing@example.com");
  }

  @Test
  void fieldThatARoleHidesFailsTheRunByNameAndEmptiesNothing() {
    String id = person("Hidden", Map.of("first_name", "Kept", "tier_c", "gold"));
    sync("hidden", "Hidden");
    var role = caramel.sandbox().users().find("caramel").role();
    role.hide("Leads", "tier_c");
    try {
      // The metadata is asked for anew by the test of the connection.
      caramel.get("/api/sugar/test");
      JsonNode run = caramel.run("hidden", "{\"full\":true}");

      assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
      assertThat(run.path("cause").asText()).contains("tier_c", "Tier", "role");
      assertThat(columns("hidden", id).path("Tier").asText()).isEqualTo("gold");
    } finally {
      role.hidden("Leads").remove("tier_c");
      caramel.get("/api/sugar/test");
    }
    assertThat(caramel.run("hidden").path("outcome").asText()).isEqualTo("succeeded");
  }

  @Test
  void csvHoldsEveryMemberOnceInWholeLines() {
    caramel.sync(
        "everybody", "list: Everybody\nmodule: Leads\n" + columns() + "pull:\n  add: true\n");
    // More than the reader holds at a time, so that the answer is streamed.
    caramel
        .jdbc()
        .sql(
            "insert into member (list_id, record_id, email, \"values\")"
                + " select 'everybody', 'x' || n, n || '@example.com',"
                + " jsonb_build_object('first_name', 'Person ' || n)"
                + " from generate_series(1, 7000) n")
        .update();

    List<String> ids = csv("everybody").lines().filter(l -> l.matches("\\d+,.*")).toList();

    assertThat(ids.stream().map(line -> line.split(",", 3)[1]).distinct().count())
        .isEqualTo(7000 + sugar().ids("Leads").size());
    assertThat(ids).hasSize(7000 + sugar().ids("Leads").size());
  }

  @Test
  void pagesOfMembersShowEverybodyOnceWhileRowsChange() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ids.add(person("Paged", Map.of("first_name", "Person " + i)));
    }
    sync("paged", "Paged");
    List<String> met = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 4 && (page == 0 || !after.isEmpty()); page++) {
      JsonNode answer = caramel.get("/api/lists/paged/members?limit=3" + after);
      answer.path("members").forEach(member -> met.add(member.path("record").path("id").asText()));
      after = answer.hasNonNull("next") ? "&after=" + answer.path("next").asText() : "";
      if (page == 0) {
        sugar().update("Leads", met.get(0), Map.of("first_name", "Changed"));
        String notMet = ids.stream().filter(id -> !met.contains(id)).findFirst().orElseThrow();
        sugar().update("Leads", notMet, Map.of("first_name", "Changed Too"));
        sugar().delete("Leads", met.get(1));
        person("Paged", Map.of("first_name", "Late"));
        caramel.run("paged");
      }
    }

    assertThat(met).doesNotHaveDuplicates().containsAll(ids).hasSize(10);
  }

  private static JsonNode sync(String id, String name) {
    JsonNode run =
        caramel.sync(
            id,
            "list: %s\nmodule: Leads\nfilter: |\n  [{\"last_name\":\"%s\"}]\n".formatted(name, name)
                + columns()
                + "pull:\n  add: true\n  remove: true\n  update: "
                + String.join(", ", FIELDS.keySet())
                + "\n");
    assertThat(run.path("counts").path("added").asInt()).as(run.toString()).isPositive();
    return run;
  }

  private static String columns() {
    StringBuilder text = new StringBuilder("columns:\n");
    FIELDS.forEach((name, field) -> text.append("  ").append(name + ": " + field + "\n"));
    return text.toString();
  }

  private static String person(String last, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("last_name", last);
    String email = last.toLowerCase(java.util.Locale.ROOT) + "@example.com";
    all.put("email", List.of(Map.of("email_address", email, "primary_address", true)));
    return sugar().create("Leads", all);
  }

  private static JsonNode columns(String list, String record) {
    return caramel.member(list, record).path("columns");
  }

  private static String csv(String list) {
    return caramel
        .send("GET", "/api/lists/" + list + "/members", null, Map.of("Accept", "text/csv"))
        .body();
  }

  private static Map<String, Object> row(String list) {
    return caramel.jdbc().sql("select * from lists.\"" + list + "\"").query().singleRow();
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
