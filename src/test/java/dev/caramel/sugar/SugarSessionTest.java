package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxClock;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One session for each user and platform, whatever nodes and threads want it. */
class SugarSessionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final List<AutoCloseable> open = new ArrayList<>();
  private final SandboxClock clock = new SandboxClock(Clock.systemUTC());
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    DATABASE.jdbc().sql("delete from sugar_session").update();
    sandbox = Sandbox.builder().clock(clock).start();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    sandbox.close();
  }

  @Test
  void manyThreadsOfTwoNodesLogInOnce() throws Exception {
    SugarNode first = node();
    SugarNode second = node();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SugarNode node = i % 2 == 0 ? first : second;
      calls.add(threads.submit(() -> read(node)));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    threads.shutdown();
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void aNodeThatStartsLaterUsesTheSessionThatIsThere() {
    read(node());
    read(node());
    assertThat(logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Switch.class,
      names = {"DEAD_SESSION_IS_NEED_LOGIN", "REFUSED_REFRESH_IS_INVALID_GRANT", "GZIP_OFF"})
  void aSessionThatAnotherLoginKilledIsReplacedOnceForAllNodes(Switch habit) {
    sandbox.switches().turn(habit, true);
    SugarNode first = node();
    SugarNode second = node();
    read(first);
    read(second);
    sandbox.faults().add(Fault.of("kill-session").on("/Leads"));
    read(first);
    read(second);
    // The first login, the refresh that was refused, and the second login.
    assertThat(logins()).isEqualTo(3);
  }

  @Test
  void anExpiredTokenIsRefreshedWithoutThePassword() {
    SugarNode node = node();
    read(node);
    sandbox.faults().add(Fault.of("expire-token").on("/Leads"));
    read(node);
    sandbox.faults().add(Fault.of("expire-token").on("/Leads"));
    read(node);
    assertThat(logins()).isEqualTo(3);
    assertThat(statuses("/oauth2/token")).containsOnly(200);
  }

  @Test
  void aSessionIsRenewedShortlyBeforeItEnds() {
    SugarNode node = node();
    read(node);
    clock.advance(Duration.ofMinutes(58));
    read(node);
    assertThat(logins()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(90));
    read(node);
    assertThat(logins()).isEqualTo(2);
    assertThat(statuses("/Leads")).containsOnly(200);
  }

  @Test
  void aLostAnswerToARefreshEndsInALoginAndNotInAFailure() {
    SugarNode node = node();
    read(node);
    sandbox.faults().add(Fault.of("expire-token").on("/Leads"));
    sandbox.faults().add(Fault.of("reset-after-work").on("oauth2/token refresh_token$"));
    read(node);
    assertThat(statuses("/Leads")).endsWith(200);
    assertThat(logins()).isEqualTo(4);
  }

  @Test
  void aRefusedLoginIsNotRepeatedHoweverManyAsk() throws Exception {
    sandbox.switches().turn(Switch.LOCK_OUT, true);
    SugarNode first = node("caramel.sugar.password=wrong");
    SugarNode second = node("caramel.sugar.password=wrong");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      SugarNode node = i % 2 == 0 ? first : second;
      calls.add(
          threads.submit(
              () ->
                  assertThatThrownBy(() -> read(node))
                      .isInstanceOf(SugarException.LoginRefused.class)
                      .hasMessageContaining("refused the login of user caramel")));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    threads.shutdown();
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void aRefusedLoginIsTriedAgainAfterAnHour() {
    SugarNode node = node("caramel.sugar.password=wrong");
    assertThatThrownBy(() -> read(node)).isInstanceOf(SugarException.LoginRefused.class);
    clock.advance(Duration.ofMinutes(59));
    assertThatThrownBy(() -> read(node)).isInstanceOf(SugarException.LoginRefused.class);
    assertThat(logins()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    assertThatThrownBy(() -> read(node)).isInstanceOf(SugarException.LoginRefused.class);
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void aCorrectedPasswordIsTriedAtOnce() {
    assertThatThrownBy(() -> read(node("caramel.sugar.password=wrong")))
        .isInstanceOf(SugarException.LoginRefused.class);
    read(node());
    assertThat(statuses("/oauth2/token")).containsExactly(401, 200);
  }

  @Test
  void aTestOfTheConnectionTriesARefusedLoginAtOnce() {
    SugarNode node = node("caramel.sugar.platform=unheard-of");
    assertThatThrownBy(() -> read(node))
        .isInstanceOf(SugarException.LoginRefused.class)
        .hasMessageContaining("platform \"unheard-of\" is not registered");
    sandbox.instance().platforms().add("unheard-of");
    assertThatThrownBy(() -> read(node)).isInstanceOf(SugarException.LoginRefused.class);
    assertThat(node.bean(SugarTester.class).test(null).ok()).isTrue();
    read(node);
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void noTokenStandsInTheDatabaseInClear() {
    SugarNode node = node();
    read(node);
    byte[] stored =
        node.bean(JdbcClient.class)
            .sql("select access_token from sugar_session")
            .query(byte[].class)
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
    assertThat(stored).hasSizeGreaterThan(36);
    assertThat(
            node.bean(JdbcClient.class)
                .sql("select release, api_version from sugar_session")
                .query()
                .singleRow())
        .containsEntry("release", "13.0.0")
        .containsEntry("api_version", "v11_20");
  }

  @Test
  void aSugarThatHangsIsAskedAgainWhenTheTimeIsUp() {
    SugarNode node = node("caramel.sugar.response-timeout=300ms");
    read(node);
    sandbox.faults().add(Fault.of("hang").on("/Leads").delayed(5000));
    assertThat(read(node).path("records")).hasSize(1);
  }

  @Test
  void aMissingSettingIsSaidInTheWordsOfTheSetting() {
    SugarNode node = node("caramel.sugar.url=", "caramel.sugar.password=");
    assertThatThrownBy(() -> read(node))
        .isInstanceOf(SugarException.NotConfigured.class)
        .hasMessageContaining("caramel.sugar.url (CARAMEL_SUGAR_URL)")
        .hasMessageContaining("caramel.sugar.password");
  }

  private SugarNode node(String... properties) {
    SugarNode node = SugarNode.start(clock, DATABASE.url(), sandbox.url(), properties);
    open.add(node);
    return node;
  }

  private static JsonNode read(SugarNode node) {
    return node.sugar()
        .call(
            SugarRequest.get(
                "default", "Leads", Map.of("max_num", "1"), "reading Leads", JSON::readTree));
  }

  private long logins() {
    return statuses("/oauth2/token").size();
  }

  private List<Integer> statuses(String path) {
    return sandbox.requests().all().stream()
        .filter(entry -> entry.path().endsWith(path))
        .map(entry -> entry.status())
        .toList();
  }
}
