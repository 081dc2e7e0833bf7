package dev.caramel.sync.push;

import static dev.caramel.sync.push.TwoSides.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * Whatever people do in Sugar and in the list, between and during runs that meet faults: after two
 * quiet runs both sides agree by the rules, nothing is lost, nobody is there twice, and nothing is
 * written any more. A failure prints its smallest case, and the seed that draws it again.
 */
class RandomTwoWayTest {
  private static final RunningCaramel caramel =
      RunningCaramel.withSandbox(
              sandbox -> PushScores.installed(sandbox).leads(0).contacts(0).prospects(0))
          .with("caramel.pull.page-size", 4)
          .with("caramel.push.batch-size", 3)
          .with("caramel.push.lookup-size", 2)
          .with("caramel.sugar.policy.busy.first-pause", "1ms")
          .with("caramel.sugar.policy.busy.longest-pause", "2ms")
          .with("caramel.sugar.policy.busy.bound", "10ms")
          .with("caramel.sugar.policy.no-answer.first-pause", "1ms")
          .with("caramel.sugar.policy.no-answer.longest-pause", "2ms");

  private static final TwoSides SIDES = new TwoSides(caramel);

  /**
   * Changes on both sides, and then a run in which one more change and one fault happen.
   *
   * @param changes before the run
   * @param meanwhile during the run, or null
   * @param meanwhileAt before which of its requests
   * @param fault kind of fault or its status, with PART before it where it hits a part of a batch;
   *     empty for none
   * @param faultAt at which of its requests
   */
  record Round(
      List<TwoSides.Change> changes,
      TwoSides.Change meanwhile,
      int meanwhileAt,
      String fault,
      int faultAt) {}

  @BeforeContainer
  static void start() throws IOException {
    caramel.openAlone();
    SIDES.begin();
  }

  @AfterContainer
  static void stop() throws IOException {
    caramel.closeAlone();
  }

  /** The same thirty in each build, so that a failure is the fault of what was changed. */
  @Property(tries = 30, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void afterTwoQuietRunsBothSidesAgree(
      @ForAll @IntRange(max = 2) int way, @ForAll("rounds") List<Round> rounds) {
    play(way, rounds);
  }

  /** Others each time: {@code mvn -Pthorough test -Dtest=RandomTwoWayTest}. */
  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
  @AddLifecycleHook(OnlyThorough.class)
  void theSameOfThousandsOfCases(
      @ForAll @IntRange(max = 2) int way, @ForAll("rounds") List<Round> rounds) {
    play(way, rounds);
  }

  private static void play(int way, List<Round> rounds) {
    SIDES.beginCase(way);
    quiet();
    quiet();
    SIDES.truth().agree();
    SIDES.truth().settled();
    for (Round round : rounds) {
      round.changes().forEach(SIDES::make);
      run(round);
    }
    SIDES.tenMinutesPass();
    quiet();
    quiet();
    SIDES.truth().agree();
    caramel.sandbox().requests().clear();
    quiet();
    assertThat(caramel.sandbox().requests().parts()).as("writes after two quiet runs").isEmpty();
  }

  private static void quiet() {
    JsonNode run = caramel.run(LIST);
    assertThat(run.path("outcome").asText()).as("%s", run).isEqualTo("succeeded");
  }

  private static void run(Round round) {
    AtomicBoolean isEdited = new AtomicBoolean();
    caramel
        .sandbox()
        .meanwhile()
        .before(
            "",
            round.meanwhileAt(),
            () -> {
              isEdited.set(true);
              SIDES.makeMeanwhile(round.meanwhile());
            });
    if (!round.fault().isEmpty()) {
      caramel.sandbox().faults().add(fault(round.fault()).at(round.faultAt()));
    }
    JsonNode run = caramel.run(LIST);
    boolean untouched =
        round.fault().isEmpty()
            && !isEdited.get()
            && run.path("outcome").asText().equals("succeeded")
            && run.path("counts").path("skipped").asInt() == 0;
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
    if (run.path("cause").asText().startsWith("Sugar refused the login of")) {
      caramel.send("GET", "/api/sugar/test", null, Map.of());
    }
    if (untouched) {
      SIDES.truth().settled();
    } else {
      SIDES.truth().open();
    }
  }

  private static Fault fault(String name) {
    String kind = name.replace("PART ", "");
    Fault fault = kind.matches("\\d+") ? Fault.ofStatus(Integer.parseInt(kind)) : Fault.of(kind);
    return kind.equals(name) ? fault : fault.on("PART ");
  }

  @Provide
  Arbitrary<List<Round>> rounds() {
    Arbitrary<TwoSides.Change> change =
        Combinators.combine(
                Arbitraries.of(TwoSides.Kind.class),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 3))
            .as(TwoSides.Change::new);
    Arbitrary<String> fault =
        Arbitraries.of(
            "",
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
            "503",
            "PART 401",
            "PART 409",
            "PART 500",
            "PART 503");
    return Combinators.combine(
            change.list().ofMaxSize(6),
            change,
            Arbitraries.integers().between(1, 30),
            fault,
            Arbitraries.integers().between(1, 16))
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
