package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pages that come otherwise than a walk would like, and lists that move while they are compared.
 */
class UnevenPagesTest {
  private static final TimeZone BEFORE = TimeZone.getDefault();

  static {
    // A zone whose autumn has an hour twice.
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
  }

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(30).contacts(30))
          .with("caramel.pull.page-size", 5);

  private static final String PAGES = "POST .*/Leads/filter$";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterAll
  static void zoneAsBefore() {
    TimeZone.setDefault(BEFORE);
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  private static String definition(String name, String more) {
    return """
        list: %s
        module: Leads
        columns:
          Email: email
          First Name: first_name
          Department: department
        pull:
          add: true
          remove: true
          update: Email, First Name
        fullPull: never
        %s
        """
        .formatted(name, more);
  }

  @Test
  void anEmptyPageInTheMidstDoesNotEndTheWalk() {
    caramel
        .sandbox()
        .faults()
        .add(Fault.ofStatus(200).body("{\"next_offset\":5,\"records\":[]}").on(PAGES).at(4));

    JsonNode first = caramel.sync("gap", definition("Gap", "sweep: each-run"));

    assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("succeeded");
    assertThat(first.path("counts").path("read").asInt()).isEqualTo(leads().size() - 5);
    caramel.run("gap");
    assertThat(caramel.members("gap")).hasSize(leads().size());
  }

  @Test
  void aWalkThatSugarDoesNotLetMoveOnEndsTheRun() {
    caramel.sync("stuck", definition("Stuck", "sweep: each-run"));
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(200)
                .body("{\"next_offset\":5,\"records\":[]}")
                .on(PAGES)
                .at(3)
                .times(-1));

    JsonNode run = caramel.run("stuck", "{\"full\":true}");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("more records behind an empty page");
    assertThat(caramel.members("stuck")).hasSize(leads().size());
  }

  @Test
  void theSamePageAgainEndsTheRun() {
    caramel.sync("again", definition("Again", "sweep: each-run"));
    String same =
        """
        {"next_offset":1,"records":[{"id":"%s","date_modified":"2026-01-01T00:00:00+00:00"}]}
        """
            .formatted(leads().get(0));
    caramel.sandbox().faults().add(Fault.ofStatus(200).body(same).on(PAGES).times(-1));

    JsonNode run = caramel.run("again", "{\"full\":true}");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("the same page again");
  }

  @Test
  void whoWasFoundGoneBeforeAnInterruptionStillLeavesAfterIt() {
    caramel.sync("resumed", definition("Resumed", "sweep: never\nexcludeConverted: true"));
    List<String> ids =
        leads().stream().filter(id -> !caramel.member("resumed", id).isMissingNode()).toList();
    String converted = ids.get(0);
    caramel.sandbox().sugar().convert(converted);
    ids.stream()
        .skip(1)
        .limit(12)
        .forEach(
            id -> caramel.sandbox().sugar().update("Leads", id, Map.of("first_name", "Later")));
    caramel.sandbox().faults().add(Fault.ofStatus(403).on(PAGES).at(2));
    JsonNode failed = caramel.run("resumed");
    assertThat(failed.path("outcome").asText()).as(failed.toString()).isEqualTo("failed");

    JsonNode second = caramel.run("resumed");

    assertThat(second.path("counts").path("removed").asInt()).as(second.toString()).isEqualTo(1);
    assertThat(caramel.member("resumed", converted).path("removedBecause").asText())
        .isEqualTo("left-source");
  }

  @Test
  void anEditOfTheListInTheMomentOfComparingIsNotLost() {
    caramel.sync("edited", definition("Edited", "sweep: never"));
    String id = leads().get(0);
    caramel.sandbox().sugar().update("Leads", id, Map.of("first_name", "Of Sugar"));
    TransactionTemplate edit =
        new TransactionTemplate(caramel.bean(PlatformTransactionManager.class));

    CompletableFuture<JsonNode> run =
        edit.execute(
            status -> {
              caramel
                  .bean(JdbcClient.class)
                  .sql(
                      "update member set \"values\" = \"values\" || '{\"department\":\"Of a person\"}'"
                          + " where list_id = 'edited' and record_id = ?")
                  .param(id)
                  .update();
              CompletableFuture<JsonNode> pull =
                  CompletableFuture.supplyAsync(() -> caramel.run("edited"));
              await().atMost(PATIENCE).until(UnevenPagesTest::somebodyWaitsForALock);
              return pull;
            });

    assertThat(run.join().path("counts").path("updated").asInt()).isEqualTo(1);
    JsonNode columns = caramel.member("edited", id).path("columns");
    assertThat(columns.path("First Name").asText()).isEqualTo("Of Sugar");
    assertThat(columns.path("Department").asText()).isEqualTo("Of a person");
  }

  private static boolean somebodyWaitsForALock() {
    return caramel
        .jdbc()
        .sql("select exists (select from pg_locks where not granted)")
        .query(Boolean.class)
        .single();
  }

  @Test
  void theHourThatAutumnHasTwiceIsKeptApart() {
    caramel.sync("autumn", definition("Autumn", "sweep: never"));
    Instant summer = Instant.parse("2025-10-26T00:30:00Z");
    Instant winter = Instant.parse("2025-10-26T01:30:00Z");
    String one = create("Summer", summer);
    String other = create("Winter", winter);

    caramel.run("autumn", "{\"full\":true}");

    assertThat(modified(one)).isEqualTo(summer);
    assertThat(modified(other)).isEqualTo(winter);
  }

  private static String create(String name, Instant modified) {
    return caramel
        .sandbox()
        .sugar()
        .create("Leads", Map.of("last_name", name, "date_modified", modified));
  }

  private static Instant modified(String record) {
    return caramel
        .jdbc()
        .sql("select source_modified from member where list_id = 'autumn' and record_id = ?")
        .param(record)
        .query(java.sql.Timestamp.class)
        .single()
        .toInstant();
  }

  private static List<String> leads() {
    return caramel.sandbox().sugar().ids("Leads");
  }
}
