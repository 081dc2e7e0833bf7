package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opt-outs that people set on the list's side arrive in Sugar, however it lets us write them. */
class PushOptOutsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> PushScores.installed(sandbox).leads(20));

  private static final PushScores list = new PushScores(caramel, "opted");

  @BeforeEach
  void haveAList() {
    if (caramel.lastRun("opted").isMissingNode()) {
      caramel.sync(
          "opted",
          """
          list: Opted
          module: Leads
          columns:
            Email: email
            Lead Score: %s
          pull:
            add: true
            update: Email
          push:
            update: Lead Score
          """
              .formatted(FIELD));
    }
    caramel.run("opted");
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void habitsAreBack() {
    caramel.sandbox().faults().clear();
    caramel.sandbox().switches().turn(Switch.EMAIL_ADDRESSES_NOT_FOUND, false);
    caramel.sandbox().switches().turn(Switch.EMAIL_ADDRESSES_FORBIDDEN, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVED", "EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void optOutAndLaterOptInArriveAndAreWrittenOnce(String habit) {
    turn(habit);
    String email = lead(false);
    set(email, true);

    JsonNode run = caramel.run("opted");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(optedOutInSugar(email)).isTrue();
    assertThat(list.writes()).hasSize(1);
    caramel.run("opted");
    assertThat(list.writes()).hasSize(1);
    assertThat(optedOut(email)).isTrue();

    set(email, false);
    caramel.run("opted");
    assertThat(optedOutInSugar(email)).isFalse();
    caramel.run("opted");
    assertThat(optedOut(email)).isFalse();
    assertThat(list.writes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVED", "EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void optOutOfASecondaryAddressArrivesToo(String habit) {
    turn(habit);
    String email = lead(true);
    set("second." + email, true);

    caramel.run("opted");

    assertThat(optedOutInSugar("second." + email)).isTrue();
    assertThat(optedOutInSugar(email)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVED", "EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void optOutOfASharedAddressArrivesForAllWhoHaveItAndDoesNotComeBack(String habit) {
    turn(habit);
    String email = lead(false);
    String other = share(email);
    caramel.run("opted");
    caramel.sandbox().requests().clear();
    set(email, true);

    caramel.run("opted");
    caramel.run("opted", "{\"full\":true}");

    assertThat(optedOutInSugar(email)).isTrue();
    assertThat(optedOut(email)).isTrue();
    assertThat(caramel.member("opted", other).path("optedOut").asBoolean()).isTrue();
    assertThat(list.writes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVED", "EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void optOutAndOptInOfSugarsSideArriveAndAreNotWrittenBack(String habit) {
    turn(habit);
    String email = lead(false);

    for (boolean optedOut : new boolean[] {true, false, true}) {
      optInSugar(email, optedOut);
      caramel.run("opted", "{\"full\":true}");
      assertThat(optedOut(email)).isEqualTo(optedOut);
      caramel.run("opted", "{\"full\":true}");
      assertThat(optedOutInSugar(email)).isEqualTo(optedOut);
    }
    assertThat(list.writes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, SERVED",
    "false, true, SERVED",
    "true, false, EMAIL_ADDRESSES_FORBIDDEN",
    "false, true, EMAIL_ADDRESSES_FORBIDDEN"
  })
  void whereBothSidesSaidSomethingBeforeTheyMetOptedOutWins(
      boolean ours, boolean sugars, String habit) {
    turn(habit);
    String email = lead(false);
    caramel.jdbc().sql("delete from address where address_key = lower(?)").param(email).update();
    set(email, true);
    set(email, ours);
    optInSugar(email, sugars);

    caramel.run("opted", "{\"full\":true}");
    caramel.run("opted", "{\"full\":true}");

    assertThat(optedOut(email)).isTrue();
    assertThat(optedOutInSugar(email)).isTrue();
  }

  private static String share(String email) {
    return caramel
        .sandbox()
        .sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                "Shares",
                "email",
                List.of(Map.of("email_address", email, "primary_address", true))));
  }

  @Test
  void changedBySaysTheSideWhoseValueHolds() {
    String email = lead(false);
    set(email, true);
    caramel.run("opted");
    assertThat(address(email).path("changedBy").asText()).isEqualTo("person");

    optInSugar(email, false);
    caramel.run("opted");
    assertThat(address(email).path("optedOut").asBoolean()).isFalse();
    assertThat(address(email).path("changedBy").asText()).isEqualTo("sugar");
  }

  private static JsonNode address(String email) {
    return caramel.get("/api/accounts/default/addresses/" + RunningCaramel.encoded(email));
  }

  private static void optInSugar(String email, boolean optedOut) {
    caramel.sandbox().sugar().setAddress(email, optedOut, false);
  }

  @Test
  void changeBetweenReadingAndWritingIsReadAgain() {
    String email = lead(false);
    set(email, true);
    caramel.sandbox().faults().add(Fault.ofStatus(409).on("PART PUT .*EmailAddresses"));

    JsonNode run = caramel.run("opted");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(optedOutInSugar(email)).isTrue();
  }

  @Test
  void whoMayNotWriteFlagsGetsARejectionAndTheRunGoesOn() {
    String email = lead(false);
    set(email, true);
    caramel.sandbox().faults().add(Fault.ofStatus(403).on("PART PUT .*").times(-1));

    JsonNode run = caramel.run("opted");

    assertThat(run.path("outcome").asText()).isEqualTo("succeeded-with-rejections");
    assertThat(count(run, "rejected")).isEqualTo(1);
    assertThat(list.rejections().toString()).contains(email, "Role Management");
    assertThat(count(caramel.run("opted"), "rejected")).isZero();

    caramel.sandbox().faults().clear();
    caramel.post("/api/syncs/opted/rejections/retry", "{}");
    caramel.run("opted");
    assertThat(optedOutInSugar(email)).isTrue();
    assertThat(list.rejections()).isEmpty();
  }

  /** A lead of its own address, as the list then has it. */
  private static String lead(boolean second) {
    String email = "opt" + System.nanoTime() + "@example.org";
    Map<String, Object> first = Map.of("email_address", email, "primary_address", true);
    caramel
        .sandbox()
        .sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                "Opted",
                "email",
                second
                    ? List.of(first, Map.of("email_address", "second." + email))
                    : List.of(first)));
    caramel.run("opted");
    caramel.sandbox().requests().clear();
    return email;
  }

  private static void set(String email, boolean optedOut) {
    var answer =
        caramel.send(
            "PUT",
            "/api/accounts/default/addresses/" + RunningCaramel.encoded(email),
            "{\"optedOut\":%b,\"invalid\":false}".formatted(optedOut),
            Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void turn(String habit) {
    if (!habit.equals("SERVED")) {
      caramel.sandbox().switches().turn(Switch.valueOf(habit), true);
    }
  }

  private static boolean optedOut(String email) {
    return caramel
        .get("/api/accounts/default/addresses/" + RunningCaramel.encoded(email))
        .path("optedOut")
        .asBoolean();
  }

  private static boolean optedOutInSugar(String email) {
    var store = caramel.sandbox().instance().store();
    return store.reading(
        () -> store.addresses().flags(store.addresses().obtain(email, Instant.EPOCH)).optOut());
  }
}
