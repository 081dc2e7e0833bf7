package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.sync.trust.FaultMatrix.Kind;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of fault at every request of a pull, one after the other: each run ends as is
 * promised, the login is never hammered, and the next run makes the list right.
 */
class FaultMatrixTest {
  // So long that no answer is late, however busy the machine is: logins are counted.
  @RegisterExtension static final RunningCaramel caramel = FaultMatrix.settings("30s");

  private static final FaultMatrix MATRIX = new FaultMatrix(caramel);

  @BeforeEach
  void haveAList() {
    MATRIX.haveAList();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  static Stream<Kind> kinds() {
    String refused = "Sugar refused the login";
    String broken = "broke off or was not usable";
    return Stream.of(
        Kind.mended(Fault.of("kill-session"), refused),
        Kind.mended(Fault.of("expire-token"), refused),
        Kind.mended(Fault.ofStatus(401), refused),
        Kind.mended(Fault.ofStatus(401).body("{\"error\":\"need_login\"}"), refused),
        Kind.ends(Fault.ofStatus(403), "Role Management"),
        Kind.ends(Fault.ofStatus(404), "Sugar answered 404 not_found"),
        Kind.mended(Fault.ofStatus(412), "Sugar answered 412 metadata_out_of_date"),
        Kind.mended(Fault.ofStatus(429), "too busy; gave up"),
        Kind.mended(Fault.ofStatus(429).retryAfter("0"), "too busy"),
        Kind.ends(Fault.ofStatus(429).retryAfter("3600"), "gave up after waiting for 0 seconds"),
        Kind.mended(Fault.ofStatus(503), "not available; gave up"),
        Kind.mended(Fault.ofStatus(503).retryAfter("0"), "not available"),
        Kind.ends(Fault.ofStatus(503).retryAfter("3600"), "gave up after waiting for 0 seconds"),
        Kind.mended(Fault.of("maintenance"), "maintenance mode"),
        Kind.mended(Fault.ofStatus(500), "Sugar answered 500"),
        Kind.mended(Fault.of("reset"), broken),
        Kind.mended(Fault.of("reset-after-work"), broken),
        Kind.mended(Fault.of("cut-body"), broken),
        Kind.mended(Fault.of("html"), "Sugar answered 502"),
        Kind.mended(new Fault("html", 200, null, null, null, 1, 1, 0), "came a web page"),
        Kind.mended(Fault.of("empty-body"), broken),
        Kind.mended(Fault.of("wrong-json"), broken));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void onceAtEachRequestOfAPullOfChanges(Kind kind) {
    MATRIX.atEachRequest(kind, kind.fault(), false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void onceAtEachRequestOfAFirstPullThatLogsIn(Kind kind) {
    MATRIX.atEachRequest(kind, kind.fault(), true);
  }

  /** One of each way in which a run ends. */
  static Stream<Kind> kindsThatStay() {
    List<String> others = List.of("reset-after-work", "cut-body", "empty-body");
    return kinds()
        .filter(kind -> !others.contains(kind.fault().kind()))
        .filter(kind -> kind.fault().status() != 429 || "0".equals(kind.fault().retryAfter()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kindsThatStay")
  void fromEachRequestOnOfAPullOfChanges(Kind kind) {
    MATRIX.atEachRequest(kind, kind.fault().times(-1), false);
  }

  /** Each time one more login, and no more than that. */
  @Test
  void aRefreshThatIsRefusedAtEachRequestIsFollowedByOneLogin() {
    boolean hit = true;
    for (int k = 1; hit; k++) {
      MATRIX.stir();
      caramel.sandbox().faults().add(Fault.of("expire-token").at(k));
      caramel.sandbox().faults().add(Fault.of("refuse-refresh"));
      JsonNode run = MATRIX.run();
      caramel.sandbox().faults().clear();

      List<RequestLog.Entry> made = caramel.sandbox().requests().all();
      hit = FaultMatrix.logins(made) > 0;
      assertThat(run.path("outcome").asText()).as("request %d: %s", k, run).isEqualTo("succeeded");
      assertThat(FaultMatrix.logins(made)).as("request %d", k).isEqualTo(hit ? 2 : 0);
      MATRIX.holds();
    }
  }
}
