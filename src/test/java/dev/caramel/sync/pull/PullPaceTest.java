package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullPaceTest {
  private static final Duration LONG = Duration.ofSeconds(21);
  private static final Duration MIDDLING = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final PullPace pace = new PullPace(1000, 4);

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

    PullPace small = new PullPace(10, 4);
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

  @Test
  void asManyPagesAreAskedForSideBySideAsMakeThePullQuicker() {
    turns(100);
    assertThat(pace.atOnce()).isEqualTo(2);
    turns(60);
    assertThat(pace.atOnce()).isEqualTo(4);
    turns(40);
    assertThat(pace.atOnce()).as("and no more than the setting allows").isEqualTo(4);
    turns(400);
    assertThat(pace.atOnce()).isEqualTo(4);
  }

  @Test
  void aSugarThatServesOneAfterTheOtherIsAskedForOne() {
    turns(100);
    turns(98);
    assertThat(pace.atOnce()).isEqualTo(1);
    turns(10);
    assertThat(pace.atOnce()).isEqualTo(1);
  }

  @Test
  void theFirstTurnWithMorePagesSaysNothing() {
    turns(100);
    turn(10);
    turn(98);
    assertThat(pace.atOnce()).isEqualTo(1);
  }

  @Test
  void turnsWithFewerPagesThanAskedForSayNothing() {
    turns(100);
    for (int turn = 0; turn < 5; turn++) {
      pace.turned(Duration.ofMillis(100), 1, 1000);
    }
    assertThat(pace.atOnce()).isEqualTo(2);
  }

  @Test
  void pagesThatTakeLongSideBySideComeOneAtATimeBeforeTheyGetSmaller() {
    turns(100);
    pace.took(LONG, 1000);
    assertThat(pace.atOnce()).isEqualTo(1);
    assertThat(pace.size()).isEqualTo(1000);
    pace.took(LONG, 1000);
    assertThat(pace.size()).isEqualTo(500);
  }

  @Test
  void theSettingMayAllowOneOnly() {
    PullPace alone = new PullPace(1000, 1);
    for (int turn = 0; turn < 5; turn++) {
      alone.turned(Duration.ofMillis(100), 1, 1000);
    }
    assertThat(alone.atOnce()).isEqualTo(1);
  }

  /** As many as decide, each of so many milliseconds for a thousand records. */
  private void turns(int millis) {
    turn(millis);
    turn(millis);
  }

  private void turn(int millis) {
    int pages = pace.atOnce();
    pace.turned(Duration.ofMillis((long) millis * pages), pages, 1000 * pages);
  }
}
