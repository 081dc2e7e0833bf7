package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What other systems write to a list in its own database. */
class MembersBySqlTest {
  private static final String LIST = "people";

  private static final String DEFINITION =
      """
      list: People
      module: Leads
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
        Score: %s
      pull:
        add: true
        update: Email, First Name
      push:
        add: true
        update: Score, Last Name
      """
          .formatted(PushScores.FIELD);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sugar -> PushScores.installed(sugar).leads(0));

  private JsonNode linked;

  @BeforeAll
  static void aListInStepWithSugar() {
    caramel.sandbox().sugar().create("Leads", lead("linked@x.example"));
    caramel.sync(LIST, DEFINITION);
  }

  @BeforeEach
  void inStep() {
    caramel.run(LIST);
    linked = member("linked@x.example");
  }

  @Test
  void theViewOfTheListIsWrittenThrough() {
    String email = linked.path("email").asText();
    var sql = caramel.jdbc();

    sql.sql(
            "insert into lists.people (\"Email\", \"Last Name\", \"Score\") values ('by-sql@x.example', 'Sql', 4)")
        .update();
    int updated =
        sql.sql("update lists.people set \"Score\" = 88 where \"Email\" = ?").param(email).update();

    assertThat(updated).isEqualTo(1);
    JsonNode run = caramel.run(LIST);
    assertThat(run.at("/counts/pushed").asInt()).isEqualTo(1);
    assertThat(run.at("/counts/created").asInt()).isEqualTo(1);
    assertThat(record(linked).get(PushScores.FIELD)).hasToString("88");
    assertThat(sql.sql("delete from lists.people where \"Email\" = 'by-sql@x.example'").update())
        .isEqualTo(1);
    assertThat(
            caramel.member(LIST, record("by-sql@x.example", true)).path("removedBecause").asText())
        .isEqualTo("by-person");
    assertThat(
            sql.sql(
                    "insert into lists.people (\"Email\") values ('BY-SQL@x.example') returning member_id")
                .query(Long.class)
                .single())
        .isPositive();
    assertThat(member("by-sql@x.example").at("/columns/Score").asInt()).isEqualTo(4);
  }

  @Test
  void whatTheViewCannotTakeIsAnErrorThatSaysWhy() {
    assertThatThrownBy(
            () -> caramel.jdbc().sql("update lists.people set opted_out = true").update())
        .rootCause()
        .hasMessageContaining("The column opted_out of the view cannot be written");
    assertThatThrownBy(
            () ->
                caramel
                    .jdbc()
                    .sql("insert into lists.people (\"Last Name\") values ('x')")
                    .update())
        .rootCause()
        .hasMessageContaining("There is neither an \"id\" nor an address in \"Email\".");
    assertThatThrownBy(
            () -> caramel.jdbc().sql("update lists.people set \"First Name\" = 'x'").update())
        .rootCause()
        .hasMessageContaining("belongs to Sugar");
  }

  @Test
  void theSqlFunctionsTakeOneMemberOrManyAndSayWhatIsWrong() {
    assertThat(put("{\"Email\":\"one@x.example\",\"Score\":\"7\"}")).isPositive();
    assertThatThrownBy(() -> put("{\"Email\":\"one@x.example\",\"Score\":\"many\"}"))
        .rootCause()
        .hasMessageContaining("The column \"Score\" takes a whole number, not \"many\".");
    assertThatThrownBy(
            () -> caramel.jdbc().sql("select lists.put_member('nope', '{}')").query().listOfRows())
        .rootCause()
        .hasMessageContaining("There is no list \"nope\".");
    List<String> outcomes =
        caramel
            .jdbc()
            .sql(
                """
                select "row" || ' ' || outcome || coalesce(' ' || reason, '')
                from lists.put_members('people',
                  '[{"Email":"one@x.example","Score":7},{"Email":"two@x.example"},{"Emil":1},
                    {"Email":"TWO@x.example","Score":1}]')
                order by "row"
                """)
            .query(String.class)
            .list();
    assertThat(outcomes)
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("1 unchanged"),
            two -> assertThat(two).isEqualTo("2 added"),
            three -> assertThat(three).startsWith("3 refused There is no column \"Emil\"."),
            four -> assertThat(four).isEqualTo("4 updated"));
  }

  @Test
  void anotherSystemNeedsNoMoreRightsThanThoseOnTheView() {
    var sql = caramel.jdbc();
    sql.sql("create role marketing_tool").update();
    sql.sql("grant usage on schema lists to marketing_tool").update();
    sql.sql("grant select, insert, update on lists.people to marketing_tool").update();

    sql.sql(
            "do $$ begin set local role marketing_tool; insert into lists.people (\"Email\") values ('tool@x.example'); end $$")
        .update();

    assertThat(member("tool@x.example").path("record").isNull()).isTrue();
    assertThatThrownBy(
            () ->
                sql.sql(
                        "do $$ begin set local role marketing_tool; perform lists.put_member('people', '{}'); end $$")
                    .update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void sqlKnowsTheKindsOfFieldsAsTheProgramDoes() {
    for (String field : List.of("email", "team_name", "other")) {
      for (String type :
          List.of(
              "bool",
              "boolean",
              "int",
              "integer",
              "tinyint",
              "smallint",
              "long",
              "short",
              "autoincrement",
              "decimal",
              "decimal2",
              "currency",
              "float",
              "double",
              "date",
              "datetime",
              "datetimecombo",
              "multienum",
              "tag",
              "email",
              "varchar",
              "enum",
              "Text")) {
        assertThat(
                caramel
                    .jdbc()
                    .sql("select value_kind(?, ?)")
                    .params(field, type)
                    .query(String.class)
                    .single())
            .as(field + " " + type)
            .isEqualTo(ValueKind.of(field, type).name());
      }
    }
  }

  @Test
  void rightsOnTheViewStayWhenAChangeOfTheDefinitionMakesItAnew() {
    var sql = caramel.jdbc();
    sql.sql("create role reporter").update();
    sql.sql("grant select on lists.people to reporter").update();

    String loadedAt = caramel.get("/api/syncs/people").path("loadedAt").asText();
    caramel.write(
        LIST,
        DEFINITION.replace(
            "  First Name: first_name\n", "  Title: title\n  First Name: first_name\n"));
    await()
        .until(() -> !caramel.get("/api/syncs/people").path("loadedAt").asText().equals(loadedAt));
    caramel.run(LIST);

    assertThat(
            sql.sql(
                    "select has_table_privilege('reporter', 'lists.people', 'select') and not has_table_privilege('reporter', 'lists.people', 'update')")
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(
            sql.sql("update lists.people set \"Title\" = 'x' where \"Email\" = 'linked@x.example'")
                .update())
        .isEqualTo(1);
  }

  private static long put(String values) {
    return caramel
        .jdbc()
        .sql("select lists.put_member('people', cast(? as jsonb))")
        .param(values)
        .query(Long.class)
        .single();
  }

  private static Map<String, Object> lead(String email) {
    return Map.of(
        "first_name",
        "Li",
        "last_name",
        "Nked",
        "email",
        List.of(Map.of("email_address", email, "primary_address", true)));
  }

  private static Map<String, Object> record(JsonNode member) {
    return caramel.sandbox().sugar().record("Leads", member.at("/record/id").asText());
  }

  private static String record(String email, boolean removed) {
    return caramel
        .get("/api/lists/people/members?email=" + email + "&removed=" + removed)
        .at("/members/0/record/id")
        .asText();
  }

  private static JsonNode member(String email) {
    return caramel.get("/api/lists/people/members?email=" + email).at("/members/0");
  }
}
