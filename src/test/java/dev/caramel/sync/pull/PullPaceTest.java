package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullPaceTest {
  private static final Duration LONG = Duration.ofSeconds(21);
  private static final Duration MIDDLING = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final PageRoom room = new PageRoom(256 << 20);
  private final PullPace pace = new PullPace(1000, 4, room.of(1000, 16));

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

    PullPace small = new PullPace(10, 4, room.of(10, 16));
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
  void asManyPagesAreAskedForSideBySideAsMakeReadingQuicker() {
    turn(100);
    assertThat(pace.atOnce()).as("the first turn says nothing").isEqualTo(1);
    turn(100);
    assertThat(pace.atOnce()).isEqualTo(2);
    turn(60);
    assertThat(pace.atOnce()).isEqualTo(4);
    turn(40);
    assertThat(pace.atOnce()).as("and no more than the setting allows").isEqualTo(4);
  }

  @Test
  void aSugarThatServesOneAfterTheOtherIsAskedForOne() {
    turn(100);
    turn(100);
    turn(98);
    turn(98);
    assertThat(pace.atOnce()).isEqualTo(2);
    turn(98);
    assertThat(pace.atOnce()).as("when all stages have as many pages").isEqualTo(1);
    turn(10);
    assertThat(pace.atOnce()).isEqualTo(1);
  }

  @Test
  void wherePagesAreNotMuchQuickerAllStagesMustHaveAsMany() {
    turn(100);
    turn(100);
    turn(75);
    turn(75);
    assertThat(pace.atOnce()).isEqualTo(2);
    turn(75);
    assertThat(pace.atOnce()).isEqualTo(4);
  }

  @Test
  void moreIsReadSideBySideOnlyWhereTheHeapHasRoom() {
    PageRoom small = new PageRoom(256 << 20);
    PullPace wide = new PullPace(1000, 4, small.of(1000, 120));
    PullPace one = new PullPace(1000, 4, small.of(1000, 16));
    PullPace other = new PullPace(1000, 4, small.of(1000, 16));
    quicker(wide);
    assertThat(wide.atOnce()).as("pages of 120 columns are too large").isEqualTo(1);
    quicker(one);
    assertThat(one.atOnce()).isEqualTo(4);
    quicker(other);
    assertThat(other.atOnce()).as("what is left").isEqualTo(2);
    one.end();
    PullPace next = new PullPace(1000, 4, small.of(1000, 16));
    quicker(next);
    assertThat(next.atOnce()).isEqualTo(4);
    other.end();
    next.end();
    assertThat(small.of(1000, 16).hold(4)).as("all was given back").isTrue();
  }

  /** Turns in which each record comes twice as quickly as in the one before. */
  private static void quicker(PullPace pace) {
    Duration time = Duration.ofSeconds(4);
    for (int turn = 0; turn < 5; turn++) {
      pace.turned(time, time, pace.atOnce(), 1000 * pace.atOnce());
      time = time.dividedBy(2);
    }
  }

  @Test
  void whereWritingIsSlowerReadingNeedNotBeQuicker() {
    turn(100);
    for (int turn = 0; turn < 5; turn++) {
      pace.turned(Duration.ofMillis(200), Duration.ofMillis(100), 1, 1000);
    }
    assertThat(pace.atOnce()).isEqualTo(1);
  }

  @Test
  void turnsWithFewerPagesThanAskedForSayNothing() {
    turn(100);
    turn(100);
    for (int turn = 0; turn < 5; turn++) {
      pace.turned(Duration.ofMillis(100), Duration.ofMillis(100), 1, 1000);
    }
    assertThat(pace.atOnce()).isEqualTo(2);
  }

  @Test
  void pagesThatTakeLongSideBySideComeOneAtATimeBeforeTheyGetSmaller() {
    turn(100);
    turn(100);
    pace.took(LONG, 1000);
    assertThat(pace.atOnce()).isEqualTo(1);
    assertThat(pace.size()).isEqualTo(1000);
    pace.took(LONG, 1000);
    assertThat(pace.size()).isEqualTo(500);
  }

  @Test
  void theSettingMayAllowOneOnly() {
    PullPace alone = new PullPace(1000, 1, room.of(1000, 16));
    for (int turn = 0; turn < 5; turn++) {
      alone.turned(Duration.ofMillis(100), Duration.ofMillis(100), 1, 1000);
    }
    assertThat(alone.atOnce()).isEqualTo(1);
  }

  /** A turn that waits for reading, of so many milliseconds for a thousand records. */
  private void turn(int millis) {
    int pages = pace.atOnce();
    Duration time = Duration.ofMillis((long) millis * pages);
    pace.turned(time, time, pages, 1000 * pages);
  }
}
