package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a pull when Sugar fails in the midst of it, and of the next one. */
class PullFaultsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(40))
          .with("caramel.pull.page-size", 10)
          .with("caramel.sugar.policy.busy.first-pause", "5ms")
          .with("caramel.sugar.policy.busy.longest-pause", "20ms")
          .with("caramel.sugar.policy.busy.bound", "300ms")
          .with("caramel.sugar.policy.no-answer.first-pause", "5ms")
          .with("caramel.sugar.policy.no-answer.longest-pause", "20ms");

  private static final String PAGES = "Leads/filter$";
  private static final String FULL = "{\"full\":true}";

  @BeforeEach
  void haveAList() {
    if (caramel.lastRun("faults").isMissingNode()) {
      caramel.sync(
          "faults",
          """
          list: Faults
          module: Leads
          columns:
            Email: email
            First Name: first_name
          pull:
            add: true
            remove: true
            update: Email, First Name
          """);
    }
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill-session",
        "expire-token",
        "reset",
        "reset-after-work",
        "cut-body",
        "html",
        "empty-body",
        "wrong-json",
        "throttle",
        "maintenance"
      })
  void oneFaultInTheMidstOfAPullIsMended(String kind) {
    caramel.sandbox().faults().add(Fault.of(kind).on(PAGES).at(3).retryAfter("0"));
    String name = change();

    JsonNode run = caramel.run("faults", FULL);

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("counts").path("read").asInt()).isEqualTo(ids().size());
    assertThat(logins()).isLessThanOrEqualTo(2);
    theListIsRight(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reset        | 0   | broke off or was not usable",
        "cut-body     | 0   | broke off or was not usable",
        "html         | 200 | is a proxy, a firewall or a login page between",
        "status       | 500 | Sugar answered 500",
        "status       | 429 | too busy",
        "maintenance  | 0   | maintenance mode",
        "status       | 403 | Role Management",
        "status       | 422 | Sugar answered 422",
        "kill-session | 0   | Sugar refused the login"
      })
  void aFaultThatStaysEndsTheRunWithItsCause(String kind, int status, String cause) {
    caramel.sandbox().faults().add(new Fault(kind, status, null, null, PAGES, 3, -1, 0));
    String name = change();

    JsonNode failed = caramel.run("faults", FULL);

    assertThat(failed.path("outcome").asText()).as(failed.toString()).isEqualTo("failed");
    assertThat(failed.path("cause").asText()).contains(cause);
    assertThat(logins()).isLessThanOrEqualTo(3);
    nextRunMakesItRight(name);
  }

  @Test
  void refusedRefreshIsFollowedByOneLogin() {
    caramel.sandbox().faults().add(Fault.of("expire-token").on(PAGES).at(3));
    caramel.sandbox().faults().add(Fault.of("refuse-refresh"));
    String name = change();

    JsonNode run = caramel.run("faults", FULL);

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(logins()).isLessThanOrEqualTo(3);
    theListIsRight(name);
  }

  private static void nextRunMakesItRight(String name) {
    caramel.sandbox().faults().clear();
    JsonNode next = caramel.run("faults");
    assertThat(next.path("outcome").asText()).as(next.toString()).isEqualTo("succeeded");
    theListIsRight(name);
  }

  /** Changes the record that is read last. */
  private static String change() {
    String name = "Name " + System.nanoTime();
    caramel.sandbox().sugar().update("Leads", lastId(), Map.of("first_name", name));
    return name;
  }

  private static void theListIsRight(String name) {
    assertThat(caramel.members("faults"))
        .extracting(member -> member.path("record").path("id").asText())
        .containsExactlyInAnyOrderElementsOf(ids());
    assertThat(caramel.member("faults", lastId()).path("columns").path("First Name").asText())
        .isEqualTo(name);
  }

  private static String lastId() {
    return ids().get(ids().size() - 1);
  }

  private static List<String> ids() {
    return caramel.sandbox().sugar().ids("Leads");
  }

  private static long logins() {
    return caramel.sandbox().requests().all().stream()
        .filter(request -> request.path().contains("oauth2/token"))
        .count();
  }
}
