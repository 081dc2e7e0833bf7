package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be asked of a run, and how one ends. */
class RunsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(60).contacts(40))
          .with("caramel.pull.page-size", 10);

  private static String definition(String name, String module) {
    return """
        list: %s
        module: %s
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
          Budget: budget_c
          Employees: employees_c
          Topics: newsletter_topics_c
          Born: birthdate
        pull:
          add: true
          remove: true
          update: Email, First Name, Last Name, Budget, Employees, Topics, Born
        """
        .formatted(name, module);
  }

  @Test
  void aDryRunWritesNothingButItsOwnRow() {
    var sugar = caramel.sandbox().sugar();
    caramel.sync("dry", definition("Dry", "Leads"));
    String id = sugar.create("Leads", Map.of("first_name", "Dora", "last_name", "Dry"));

    JsonNode run = caramel.run("dry", "{\"dryRun\":true}");

    assertThat(run.path("counts").path("added").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(run.path("samples").path("added").path(0).path("columns").path("Last Name").asText())
        .isEqualTo("Dry");
    assertThat(caramel.member("dry", id).isMissingNode()).isTrue();
    assertThat(
            caramel
                .jdbc()
                .sql("select (select count(*) from sweep_row) + (select count(*) from sweep_page)")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(caramel.run("dry").path("counts").path("added").asInt()).isEqualTo(1);
  }

  @Test
  void aPullThatFailsGoesOnAtThePageItHadReached() {
    caramel.sandbox().faults().add(Fault.ofStatus(403).on("POST .*/Leads/filter$").at(5).times(1));
    JsonNode failed = caramel.sync("broken-off", definition("Broken Off", "Leads"));

    assertThat(failed.path("outcome").asText()).isEqualTo("failed");
    assertThat(failed.path("cause").asText()).contains("Leads");
    assertThat(failed.path("step").asText()).isEqualTo("pull-pages / ask-for-the-page");
    int read = failed.path("counts").path("read").asInt();
    assertThat(read).isPositive();

    JsonNode second = caramel.run("broken-off");

    int all = caramel.sandbox().sugar().ids("Leads").size();
    assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("succeeded");
    assertThat(second.path("counts").path("read").asInt()).isEqualTo(all - read);
    assertThat(caramel.members("broken-off")).hasSize(all);
  }

  @Test
  void aRecordThatATransformRefusesIsARejectionUntilItIsRetried() {
    caramel.writeFile(
        "sync/refuse-the-odd.camel.yaml",
        """
        - route:
            id: refuse-the-odd
            description: Refuses whoever is called Odd
            from:
              uri: direct:refuse-the-odd
              steps:
                - filter:
                    expression:
                      simple:
                        expression: ${body[Last Name]} == 'Odd'
                    steps:
                      - throwException:
                          exceptionType: java.lang.IllegalArgumentException
                          message: odd people are not welcome
        """);
    String id = caramel.sandbox().sugar().create("Contacts", Map.of("last_name", "Odd"));
    JsonNode run =
        caramel.sync(
            "transformed",
            definition("Transformed", "Contacts") + "transform: direct:refuse-the-odd\n");

    assertThat(run.path("outcome").asText())
        .as(run.toString())
        .isEqualTo("succeeded-with-rejections");
    JsonNode rejections = caramel.get("/api/syncs/transformed/rejections").path("rejections");
    assertThat(rejections).hasSize(1);
    assertThat(rejections.path(0).path("record").asText()).isEqualTo(id);
    assertThat(rejections.path(0).path("reason").asText()).contains("odd people are not welcome");

    caramel.sandbox().sugar().update("Contacts", id, Map.of("last_name", "Even"));
    caramel.post("/api/syncs/transformed/rejections/retry", "{}");
    JsonNode again = caramel.run("transformed");

    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(caramel.get("/api/syncs/transformed/rejections").path("rejections")).isEmpty();
    assertThat(lastName("transformed", id)).isEqualTo("Even");
  }

  @Test
  void eachListIsAViewWithTypedColumns() {
    caramel.sync("typed", definition("Typed", "Leads"));

    assertThat(
            caramel
                .jdbc()
                .sql(
                    "select column_name || ':' || data_type from information_schema.columns"
                        + " where table_schema = 'lists' and table_name = 'typed'"
                        + " order by ordinal_position")
                .query(String.class)
                .list())
        .contains("Budget:numeric", "Employees:bigint", "Topics:text", "Born:date", "Email:text");
    Long members =
        caramel.jdbc().sql("select count(*) from lists.typed").query(Long.class).single();
    assertThat(members).isEqualTo(caramel.members("typed").size());
  }

  private static String lastName(String list, String record) {
    return caramel.member(list, record).path("columns").path("Last Name").asText();
  }
}
