package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sync.trust.FaultMatrix.Kind;
import dev.caramel.testkit.RunningCaramel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Sugar that does not answer at all, at every request of a pull, one after the other. The
 * time-out is short, as each of them is waited for: a request that takes long on a busy machine is
 * one more that is repeated, and what is promised here holds with it.
 */
class SilentSugarTest {
  @RegisterExtension static final RunningCaramel caramel = FaultMatrix.settings("500ms");

  private static final FaultMatrix MATRIX = new FaultMatrix(caramel);

  /** Much longer than the time-out. */
  private static final long SILENCE = 30_000;

  @BeforeEach
  void haveAList() {
    MATRIX.haveAList();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  private static Kind mended(String kind) {
    return Kind.mended(Fault.of(kind).delayed(SILENCE), "did not answer in time");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hang", "hang-after-work"})
  void onceAtEachRequestOfAPullOfChanges(String kind) {
    MATRIX.atEachRequest(mended(kind), mended(kind).fault(), false);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hang", "hang-after-work"})
  void onceAtEachRequestOfAFirstPullThatLogsIn(String kind) {
    MATRIX.atEachRequest(mended(kind), mended(kind).fault(), true);
  }

  /** The time-out is that of the settings, and the tries have an end. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hang", "hang-after-work"})
  void aSugarThatStaysSilentEndsTheRun(String kind) {
    MATRIX.stir();
    caramel.sandbox().faults().add(Fault.of(kind).delayed(SILENCE).on("Leads/filter$").times(-1));

    JsonNode run = MATRIX.run();

    caramel.sandbox().faults().clear();
    assertThat(run.path("outcome").asText()).as("%s", run).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("did not answer in time");
    MATRIX.nextRunMakesItRight();
  }
}
