package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullPaceTest {
  private static final Duration LONG = Duration.ofSeconds(21);
  private static final Duration MIDDLING = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final PullPace pace = new PullPace(1000);

  @Test
  void sugarThatTakesLongIsAskedForLess() {
    pace.took(LONG, 1000);
    assertThat(pace.size()).isEqualTo(500);
    pace.took(MIDDLING, 1000);
    assertThat(pace.size()).isEqualTo(500);
  }

  @Test
  void sugarThatIsQuickAgainGetsTheWholePageBack() {
    pace.took(LONG, 1000);
    pace.took(LONG, 1000);
    pace.took(QUICK, 1000);
    assertThat(pace.size()).isEqualTo(500);
    pace.took(QUICK, 1000);
    pace.took(QUICK, 1000);
    assertThat(pace.size()).isEqualTo(1000);
  }

  @Test
  void pageNeverGetsSmallerThanTwoHundredUnlessTheSettingIs() {
    IntStream.range(0, 20).forEach(page -> pace.took(LONG, 1000));
    assertThat(pace.size()).isEqualTo(200);

    PullPace small = new PullPace(10);
    small.took(LONG, 1000);
    assertThat(small.size()).isEqualTo(10);
  }

  @Test
  void pagesComePackedAndPlainInTurnsAndThenTheQuickerWay() {
    assertThat(pace.packed()).isTrue();
    pace.took(Duration.ofSeconds(4), 1000);
    assertThat(pace.packed()).isFalse();
    pace.took(Duration.ofSeconds(2), 1000);
    assertThat(pace.packed()).isTrue();
    pace.took(Duration.ofSeconds(1), 1000);
    assertThat(pace.packed()).isFalse();
    pace.took(Duration.ofSeconds(2), 1000);

    assertThat(pace.packed()).as("the quickest page of all came packed").isTrue();
  }

  @Test
  void overAQuickLinePagesComePlain() {
    for (int page = 0; page < 4; page++) {
      pace.took(Duration.ofMillis(pace.packed() ? 30 : 20), 1000);
    }
    assertThat(pace.packed()).isFalse();
  }
}
