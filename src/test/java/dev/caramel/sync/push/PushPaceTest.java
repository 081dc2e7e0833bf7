package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** How many requests are on their way at a time, by what they are answered like. */
class PushPaceTest {
  private static final int BATCH = 100;
  private static final int MOST = 8;

  /** Time of a round of so many requests at a time, if one alone takes one. */
  private static final IntToDoubleFunction PARALLEL = requests -> 1;

  private static final IntToDoubleFunction SERIALISED = requests -> requests;

  private final PushPace pace = new PushPace(BATCH, MOST);

  @Test
  void aSugarThatServesThemInParallelGetsAsManyAsTheSettingAllows() {
    rounds(3, PARALLEL);

    assertThat(pace.lanes()).isEqualTo(MOST);
  }

  @Test
  void aSugarThatSerialisesGetsTwo() {
    rounds(10, SERIALISED);

    assertThat(pace.lanes()).isEqualTo(2);
  }

  @Test
  void aSugarWithFourWorkersGetsFour() {
    rounds(10, requests -> Math.max(1, requests / 4.0));

    assertThat(pace.lanes()).isEqualTo(4);
  }

  @Test
  void aSugarThatBecomesMuchSlowerGetsFewerAndLaterMoreAgain() {
    rounds(4, PARALLEL);
    rounds(1, requests -> 10);
    assertThat(pace.lanes()).as("after a slump").isEqualTo(MOST / 2);

    rounds(40, PARALLEL);
    assertThat(pace.lanes()).as("after some calm").isEqualTo(MOST);
  }

  @Test
  void theSettingIsTheMost() {
    PushPace single = new PushPace(BATCH, 1);
    for (int i = 0; i < 40; i++) {
      single.took(BATCH, 1, 1_000);
    }

    assertThat(single.lanes()).isEqualTo(1);
  }

  @Test
  void aRoundThatLeavesLanesEmptyTellsNothing() {
    rounds(2, PARALLEL);
    int lanes = pace.lanes();
    pace.took(BATCH, lanes - 1, 1_000_000_000);

    assertThat(pace.lanes()).isEqualTo(lanes);
  }

  private void rounds(int count, IntToDoubleFunction time) {
    for (int i = 0; i < count; i++) {
      int requests = pace.window() / BATCH;
      double rounds = Math.max(1, (double) requests / pace.lanes());
      pace.took(
          pace.window(), requests, (long) (1_000_000 * rounds * time.applyAsDouble(pace.lanes())));
    }
  }
}
