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
    took(LONG);
    assertThat(pace.next().size()).isEqualTo(500);
    took(MIDDLING);
    assertThat(pace.next().size()).isEqualTo(500);
  }

  @Test
  void sugarThatIsQuickAgainGetsTheWholePageBack() {
    took(LONG);
    took(LONG);
    took(QUICK);
    assertThat(pace.next().size()).isEqualTo(500);
    took(QUICK);
    took(QUICK);
    assertThat(pace.next().size()).isEqualTo(1000);
  }

  @Test
  void pageNeverGetsSmallerThanTwoHundredUnlessTheSettingIs() {
    IntStream.range(0, 20).forEach(page -> took(LONG));
    assertThat(pace.next().size()).isEqualTo(200);

    PullPace small = new PullPace(10);
    small.took(small.next(), LONG, 10, true);
    assertThat(small.next().size()).isEqualTo(10);
  }

  @Test
  void pagesThatTookLongSideBySideSayNothingAboutTheirSize() {
    pace.took(pace.next(), LONG, 1000, false);
    assertThat(pace.next().size()).isEqualTo(1000);
  }

  @Test
  void pagesComePackedAndPlainInTurnsAndThenTheQuickerWay() {
    assertThat(took(Duration.ofSeconds(4))).isTrue();
    assertThat(took(Duration.ofSeconds(2))).isFalse();
    assertThat(took(Duration.ofSeconds(1))).isTrue();
    assertThat(took(Duration.ofSeconds(2))).isFalse();

    assertThat(pace.next().packed()).as("the quickest page of all came packed").isTrue();
  }

  @Test
  void overAQuickLinePagesComePlain() {
    for (int page = 0; page < 4; page++) {
      PullPace.Page next = pace.next();
      pace.took(next, Duration.ofMillis(next.packed() ? 30 : 20), 1000, true);
    }
    assertThat(pace.next().packed()).isFalse();
  }

  @Test
  void pagesThatWereAskedForSideBySideAreTakenAsTheyWereAskedFor() {
    PullPace.Page packed = pace.next();
    PullPace.Page plain = pace.next();
    pace.took(plain, Duration.ofMillis(20), 1000, false);
    pace.took(packed, Duration.ofMillis(30), 1000, false);
    took(Duration.ofMillis(30));
    took(Duration.ofMillis(20));
    assertThat(pace.next().packed()).isFalse();
  }

  /** One page of a thousand records; says whether it was asked for packed. */
  private boolean took(Duration time) {
    PullPace.Page page = pace.next();
    pace.took(page, time, 1000, true);
    return page.packed();
  }
}
