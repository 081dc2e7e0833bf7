package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxClock;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.Role;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.auth.SugarUser.State;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import dev.caramel.testkit.SelfSignedServer;
import dev.caramel.testkit.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Runs that do not get into Sugar: what they say, how often they try, and what they never tell. */
@ExtendWith(OutputCaptureExtension.class)
class PullLoginsTest {
  private static final String WRONG = "a-wrong-password-7f3";
  private static final String MENDED = "a-new-password-9c1";
  private static final Sandbox SUGAR = sugar();
  private static final SelfSignedServer UNTRUSTED = new SelfSignedServer();
  private static final SandboxClock CLOCK = new SandboxClock(Clock.systemUTC());

  @RegisterExtension static final RunningCaramel caramel = caramel();

  /** A Sugar that locks a user out after five wrong passwords. */
  private static Sandbox sugar() {
    Sandbox sugar =
        Sandbox.builder().leads(3).contacts(0).prospects(0).switchOn(Switch.LOCK_OUT).start();
    user(sugar, "lena", "sandbox", State.LOCKED);
    user(sugar, "sven", "sandbox", State.SINGLE_SIGN_ON);
    user(sugar, "mia", "sandbox", State.ACTIVE);
    return sugar;
  }

  private static void user(Sandbox sugar, String name, String password, State state) {
    sugar
        .users()
        .put(
            new SugarUser(
                name, name, password, true, null, ZoneOffset.UTC, "en_us", new Role(), state));
  }

  private static RunningCaramel caramel() {
    RunningCaramel running =
        RunningCaramel.withSandbox(sandbox -> sandbox.leads(3))
            .at(CLOCK)
            .with("caramel.sugar.policy.no-answer.repetitions", 0)
            .with("caramel.sugar.connections.wrong-platform.platform", "unheard-of")
            .with("caramel.sugar.connections.wrong-key.client-id", "nobodys-key");
    connection(running, "wrong-password", SUGAR.url(), "caramel", WRONG);
    connection(running, "locked", SUGAR.url(), "lena", "sandbox");
    connection(running, "inactive", SUGAR.url(), "gone", "sandbox");
    connection(running, "single-sign-on", SUGAR.url(), "sven", "sandbox");
    connection(running, "wrong-platform", SUGAR.url(), "ines", "sandbox");
    connection(running, "wrong-key", SUGAR.url(), "east", "sandbox");
    connection(running, "mended", SUGAR.url(), "mia", MENDED);
    connection(running, "untrusted", UNTRUSTED.url(), "caramel", "sandbox");
    return running;
  }

  private static void connection(
      RunningCaramel running, String name, String url, String user, String password) {
    running
        .with("caramel.sugar.connections." + name + ".url", url)
        .with("caramel.sugar.connections." + name + ".username", user)
        .with("caramel.sugar.connections." + name + ".password", password);
  }

  @BeforeEach
  void noRequestIsCounted() {
    SUGAR.requests().clear();
  }

  @AfterAll
  static void close() {
    SUGAR.close();
    UNTRUSTED.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong-password | caramel | the password is wrong, or the user is locked or inactive",
        "locked         | lena    | Admin > User Management",
        "inactive       | gone    | the user in Admin > User Management",
        "single-sign-on | sven    | identity provider. Use a local user",
        "wrong-platform | ines    | platform \"unheard-of\" is not registered. Add it in Admin",
        "wrong-key      | east    | \"nobodys-key\" is unknown, its secret is wrong"
      })
  void refusedLoginEndsRunsWithWhatToDoAndIsTriedOnce(String name, String user, String advice) {
    JsonNode first = caramel.sync(name, definition(name));
    JsonNode second = caramel.run(name);

    for (JsonNode run : List.of(first, second)) {
      assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
      assertThat(run.path("cause").asText())
          .startsWith("Sugar refused the login of user " + user)
          .contains(advice, "Caramel tries again by itself at");
      assertThat(run.path("counts").path("read").asInt()).isZero();
    }
    assertThat(logins()).isEqualTo(1);
    assertThat(caramel.get("/actuator/health").toString()).contains("Sugar refused the login");
  }

  @Test
  void refusedLoginIsTriedAgainOnceAfterAnHour() {
    caramel.sync("hourly", definition("wrong-password"));
    caramel.run("hourly");
    CLOCK.advance(Duration.ofMinutes(61));
    SUGAR.requests().clear();

    caramel.run("hourly");
    caramel.run("hourly");

    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void refusedLoginIsTriedAgainWhenSomebodyTestsTheConnection() {
    assertThat(caramel.sync("mended", definition("mended")).path("outcome").asText())
        .isEqualTo("failed");
    SUGAR.users().put(SUGAR.users().find("mia").withPassword(MENDED));
    assertThat(caramel.run("mended").path("outcome").asText()).isEqualTo("failed");
    assertThat(logins()).isEqualTo(1);

    assertThat(caramel.get("/api/sugar/test?connection=mended").path("ok").asBoolean()).isTrue();
    JsonNode run = caramel.run("mended");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("counts").path("added").asInt()).isEqualTo(3);
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void certificateThatNobodyVouchesForIsSaidByTheTestAndByTheRun() {
    JsonNode steps = caramel.get("/api/sugar/test?connection=untrusted").path("steps");
    JsonNode last = steps.path(steps.size() - 1);
    assertThat(last.path("name").asText()).as(steps.toString()).isEqualTo("encryption");
    assertThat(last.path("ok").asBoolean()).isFalse();
    assertThat(last.path("detail").asText()).startsWith("No secure connection");
    assertThat(last.path("advice").asText()).contains("certificate");

    JsonNode run = caramel.sync("untrusted", definition("untrusted"));
    assertThat(run.path("outcome").asText()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains(UNTRUSTED.url(), "certificate");
    assertThat(UNTRUSTED.requests()).isZero();
  }

  @Test
  void versionThatSugarDoesNotKnowIsLoweredAndTheRunGoesOn() {
    caramel.sync("lowered", definition("default"));
    caramel.sandbox().requests().clear();
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(301)
                .body("{\"error\":\"incorrect_version\"}")
                .on("v11_20.*Leads/filter$"));

    JsonNode run = caramel.run("lowered", "{\"full\":true}");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(caramel.sandbox().requests().all())
        .filteredOn(request -> request.path().endsWith("Leads/filter"))
        .last()
        .satisfies(request -> assertThat(request.path()).contains("/v11_19/"));
  }

  @Test
  void noPasswordKeyOrTokenIsToldByAnythingAfterRunsThatFailed(CapturedOutput log) {
    caramel.sync("secretive", definition("wrong-password"));
    caramel.sync("told", definition("default"));
    caramel.sandbox().faults().add(Fault.of("expire-token").on("Leads/filter$"));
    caramel.sandbox().faults().add(Fault.ofStatus(500).on("Leads/filter$").at(2).times(-1));
    assertThat(caramel.run("told").path("outcome").asText()).isEqualTo("failed");
    caramel.sandbox().faults().clear();

    Told told = new Told(caramel);
    told.take("log", log.getAll());
    told.takeDatabase();
    told.takeBeans();
    for (String call :
        List.of(
            "/api/syncs",
            "/api/syncs/secretive",
            "/api/runs",
            "/api/syncs/told/rejections",
            "/api/sugar/test",
            "/api/sugar/test?connection=wrong-password",
            "/actuator/health",
            "/actuator/info",
            "/actuator/prometheus")) {
      told.take(call, caramel.send("GET", call, null, Map.of()).body());
    }

    assertThat(told.size()).isGreaterThan(100_000);
    assertThat(told.placesOf(WRONG, MENDED, RunningCaramel.KEY)).isEmpty();
    assertThat(told.placesOfTokens()).isEmpty();
  }

  private static String definition(String connection) {
    return "list: "
        + connection
        + "\nconnection: "
        + connection
        + "\nmodule: Leads\ncolumns:\n  Email: email\npull:\n  add: true\n  update: Email\n";
  }

  private static long logins() {
    return SUGAR.requests().all().stream()
        .filter(request -> request.path().contains("oauth2/token"))
        .count();
  }
}
