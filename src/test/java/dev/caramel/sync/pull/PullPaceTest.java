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
    pace.took(LONG);
    assertThat(pace.size()).isEqualTo(500);
    pace.took(MIDDLING);
    assertThat(pace.size()).isEqualTo(500);
  }

  @Test
  void sugarThatIsQuickAgainGetsTheWholePageBack() {
    pace.took(LONG);
    pace.took(LONG);
    pace.took(QUICK);
    assertThat(pace.size()).isEqualTo(500);
    pace.took(QUICK);
    pace.took(QUICK);
    assertThat(pace.size()).isEqualTo(1000);
  }

  @Test
  void pageNeverGetsSmallerThanTwoHundredUnlessTheSettingIs() {
    IntStream.range(0, 20).forEach(page -> pace.took(LONG));
    assertThat(pace.size()).isEqualTo(200);

    PullPace small = new PullPace(10);
    small.took(LONG);
    assertThat(small.size()).isEqualTo(10);
  }
}
