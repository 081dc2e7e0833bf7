package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * Whatever people do in Sugar, and to the definition, between and during pulls that meet faults:
 * after a last quiet pull the list is what Sugar holds. A failure prints its smallest case, and the
 * seed that draws it again.
 */
class RandomPullsTest {
  private static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).contacts(0).prospects(0))
          .with("caramel.pull.page-size", 2)
          .with("caramel.routes.poll-interval", "20ms")
          .with("caramel.sugar.policy.busy.first-pause", "1ms")
          .with("caramel.sugar.policy.busy.longest-pause", "2ms")
          .with("caramel.sugar.policy.busy.bound", "10ms")
          .with("caramel.sugar.policy.no-answer.first-pause", "1ms")
          .with("caramel.sugar.policy.no-answer.longest-pause", "2ms");

  private static final RandomSugar SUGAR = new RandomSugar(caramel);

  /**
   * Changes, and then a pull in which one more change and one fault happen.
   *
   * @param changes before the pull
   * @param meanwhile during the pull
   * @param meanwhileAt before which of its requests
   * @param fault kind of fault or its status; empty for none
   * @param faultAt at which of its requests
   * @param full whether everything is read
   */
  record Round(
      List<RandomSugar.Change> changes,
      RandomSugar.Change meanwhile,
      int meanwhileAt,
      String fault,
      int faultAt,
      boolean full) {}

  @BeforeContainer
  static void start() throws IOException {
    caramel.openAlone();
    SUGAR.begin();
  }

  @AfterContainer
  static void stop() throws IOException {
    caramel.closeAlone();
  }

  /** The same hundred in each build, so that a failure is the fault of what was changed. */
  @Property(tries = 100, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void afterTheLastQuietPullTheListIsWhatSugarHolds(@ForAll("rounds") List<Round> rounds) {
    play(rounds);
  }

  /** Others each time: {@code mvn -Pthorough test -Dtest=RandomPullsTest}. */
  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
  @AddLifecycleHook(OnlyThorough.class)
  void theSameOfThousandsOfCases(@ForAll("rounds") List<Round> rounds) {
    play(rounds);
  }

  private static void play(List<Round> rounds) {
    SUGAR.beginCase();
    for (Round round : rounds) {
      round.changes().forEach(SUGAR::make);
      pull(round);
    }
    SUGAR.awaitDefinition();
    if (isBrokenOff()) {
      // What it read before it broke off may have changed since, as in one that was not broken off.
      caramel.run(SUGAR.list().id());
    }
    JsonNode last = caramel.run(SUGAR.list().id());
    if (last.path("outcome").asText().equals("needs-approval")) {
      last = caramel.run(SUGAR.list().id(), "{\"allowRemovals\":true}");
    }
    assertThat(last.path("outcome").asText()).as("%s", last).isEqualTo("succeeded");
    SUGAR.truth().holds(SUGAR.list(), "after the last pull");
  }

  private static boolean isBrokenOff() {
    return caramel
        .jdbc()
        .sql("select exists (select from sync_checkpoint where sync_id = ?)")
        .param(SUGAR.list().id())
        .query(Boolean.class)
        .single();
  }

  private static void pull(Round round) {
    caramel
        .sandbox()
        .meanwhile()
        .before("", round.meanwhileAt(), () -> SUGAR.make(round.meanwhile()));
    if (!round.fault().isEmpty()) {
      Fault fault =
          round.fault().matches("\\d+")
              ? Fault.ofStatus(Integer.parseInt(round.fault()))
              : Fault.of(round.fault());
      caramel.sandbox().faults().add(fault.at(round.faultAt()));
    }
    JsonNode run = caramel.run(SUGAR.list().id(), round.full() ? "{\"full\":true}" : "{}");
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
    if (run.path("cause").asText().startsWith("Sugar refused the login of")) {
      caramel.send("GET", "/api/sugar/test", null, Map.of());
    }
  }

  @Provide
  Arbitrary<List<Round>> rounds() {
    Arbitrary<RandomSugar.Change> change =
        Combinators.combine(
                Arbitraries.of(RandomSugar.Kind.class),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 3))
            .as(RandomSugar.Change::new);
    Arbitrary<String> fault =
        Arbitraries.of(
            "",
            "kill-session",
            "expire-token",
            "reset",
            "reset-after-work",
            "cut-body",
            "html",
            "empty-body",
            "wrong-json",
            "403",
            "404",
            "412",
            "429",
            "500",
            "503");
    return Combinators.combine(
            change.list().ofMaxSize(5),
            change,
            Arbitraries.integers().between(1, 16),
            fault,
            Arbitraries.integers().between(1, 16),
            Arbitraries.of(false, false, false, true))
        .as(Round::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  /** Takes part only where the build was asked to be thorough. */
  static final class OnlyThorough implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return Boolean.getBoolean("caramel.test.thorough")
          ? SkipResult.doNotSkip()
          : SkipResult.skip("takes the profile thorough");
    }
  }
}
