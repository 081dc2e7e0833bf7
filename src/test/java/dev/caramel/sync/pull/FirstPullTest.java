package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A first pull looks nobody up as long as it is alone in its list; others may come at any time. */
class FirstPullTest {
  private static final int LEADS = 30;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(LEADS)).with("caramel.pull.page-size", 5);

  private static final String PAGES = "POST .*/Leads/filter$";

  private static final String DEFINITION =
      """
      list: %s
      module: Leads
      sweep: never
      columns:
        Email: email
        First Name: first_name
      pull:
        add: true
        update: Email, First Name
      """;

  @AfterEach
  void nothingHappensMeanwhile() {
    caramel.sandbox().meanwhile().clear();
  }

  @Test
  void whoComesInBetweenWithARecordIsThatRecordsMember() {
    meanwhile("insert into member (list_id, record_id) values ('between', ?)", last());

    JsonNode run = caramel.sync("between", DEFINITION.formatted("Between"));

    onceEach("between", run);
  }

  @Test
  void whoComesInBetweenWithAnAddressIsLinked() {
    String email = "in-between@example.com";
    caramel.sandbox().sugar().update("Leads", last(), Map.of("email1", email));
    meanwhile("insert into member (list_id, email) values ('linked', ?)", email);

    JsonNode run = caramel.sync("linked", DEFINITION.formatted("Linked"));

    assertThat(run.path("counts").path("linked").asInt()).as(run.toString()).isEqualTo(1);
    onceEach("linked", run);
  }

  @Test
  void whoCannotBeSeenInTheNumbersIsSeenByTheIndex() {
    meanwhile(
        "insert into member (list_id, id, record_id) overriding system value"
            + " values ('unseen', -1, ?)",
        last());

    JsonNode run = caramel.sync("unseen", DEFINITION.formatted("Unseen"));

    onceEach("unseen", run);
  }

  private static String last() {
    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    return ids.get(ids.size() - 1);
  }

  /** Somebody adds a member when the first pages are written and the last are still to come. */
  private static void meanwhile(String statement, String value) {
    caramel
        .sandbox()
        .meanwhile()
        .before(PAGES, 4, () -> caramel.jdbc().sql(statement).param(value).update());
  }

  private static void onceEach(String list, JsonNode run) {
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    List<String> records =
        caramel
            .jdbc()
            .sql("select record_id from member where list_id = ?")
            .param(list)
            .query(String.class)
            .list();
    assertThat(records).containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Leads"));
    assertThat(
            caramel
                .jdbc()
                .sql(
                    "select \"values\" ->> 'first_name' from member where list_id = ? and record_id = ?")
                .params(list, last())
                .query(String.class)
                .single())
        .isEqualTo(caramel.sandbox().sugar().record("Leads", last()).get("first_name"));
  }
}
