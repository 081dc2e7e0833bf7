package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules add, update and remove, on and off. */
class PullRulesTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(60).contacts(20));

  private static final String COLUMNS =
      """
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
        City: primary_address_city
      """;

  @Test
  void firstPullMakesEveryRecordAMember() {
    JsonNode run =
        caramel.sync(
            "everybody",
            "list: Everybody\nmodule: Leads\n"
                + COLUMNS
                + "pull:\n  add: true\n  update: Email, First Name, Last Name\n");

    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("mode").asText()).isEqualTo("first");
    assertThat(run.path("trigger").asText()).isEqualTo("start");
    assertThat(run.path("counts").path("added").asInt()).isEqualTo(ids.size());
    assertThat(caramel.members("everybody"))
        .extracting(member -> member.path("record").path("id").asText())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void scheduledPullAddsUpdatesAndRemoves() {
    caramel.sync(
        "three-rules",
        "list: Three Rules\nmodule: Contacts\n"
            + COLUMNS
            + "pull:\n  add: true\n  remove: true\n  update: First Name\n");
    var sugar = caramel.sandbox().sugar();
    List<String> ids = sugar.ids("Contacts");
    sugar.update("Contacts", ids.get(0), Map.of("first_name", "Changed", "last_name", "Also"));
    sugar.delete("Contacts", ids.get(1));
    String created = sugar.create("Contacts", Map.of("first_name", "New", "last_name", "Person"));

    JsonNode run = caramel.run("three-rules");

    assertThat(run.path("mode").asText()).isEqualTo("changes");
    assertThat(run.path("counts").path("added").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(run.path("counts").path("updated").asInt()).isEqualTo(1);
    assertThat(run.path("counts").path("removed").asInt()).isEqualTo(1);
    JsonNode changed = caramel.member("three-rules", ids.get(0));
    assertThat(changed.path("columns").path("First Name").asText()).isEqualTo("Changed");
    assertThat(changed.path("columns").path("Last Name").asText()).isNotEqualTo("Also");
    JsonNode removed = caramel.member("three-rules", ids.get(1));
    assertThat(removed.path("removedBecause").asText()).isEqualTo("deleted");
    assertThat(caramel.member("three-rules", created).path("removedAt").isNull()).isTrue();
  }
}
