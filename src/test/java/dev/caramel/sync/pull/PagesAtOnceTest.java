package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PagesAtOnceTest {
  private final PageRoom room = new PageRoom(256 << 20);
  private final PagesAtOnce pages = upTo(4);

  @Test
  void asManyAreAskedForAsMakeThePullQuicker() {
    turn(100);
    assertThat(pages.number()).as("the first turn says nothing").isEqualTo(1);
    turn(100);
    assertThat(pages.number()).isEqualTo(2);
    turn(60);
    assertThat(pages.number()).isEqualTo(4);
    turn(40);
    assertThat(pages.number()).as("and no more than the setting allows").isEqualTo(4);
  }

  @Test
  void aSugarThatServesOneAfterTheOtherIsAskedForOne() {
    turn(100);
    turn(100);
    turn(98);
    turn(98);
    turn(98);
    assertThat(pages.number()).as("two turns in which all stages have as many decide").isEqualTo(2);
    turn(98);
    assertThat(pages.number()).isEqualTo(1);
    turn(10);
    assertThat(pages.number()).isEqualTo(1);
  }

  @Test
  void whereTheyAreNotMuchQuickerAllStagesMustHaveAsMany() {
    turn(100);
    turn(100);
    turn(75);
    turn(75);
    assertThat(pages.number()).isEqualTo(2);
    turn(75);
    assertThat(pages.number()).isEqualTo(4);
  }

  @Test
  void aNumberThatGainedNothingIsFollowedByTheOneBefore() {
    PagesAtOnce three = upTo(3);
    for (int millis : new int[] {100, 100, 60}) {
      turn(three, millis);
    }
    assertThat(three.number()).isEqualTo(3);
    for (int turn = 0; turn < 4; turn++) {
      turn(three, 59);
    }
    assertThat(three.number()).isEqualTo(2);
  }

  @Test
  void aSlowMomentDoesNotChangeWhatWasJudged() {
    for (int millis : new int[] {100, 100, 60, 35, 400, 400, 400, 400}) {
      turn(millis);
    }
    assertThat(pages.number()).isEqualTo(4);
  }

  @Test
  void whereWritingIsSlowerReadingNeedNotBeQuicker() {
    turn(100);
    for (int turn = 0; turn < 5; turn++) {
      pages.turned(Duration.ofMillis(200), Duration.ofMillis(100), 1000);
    }
    assertThat(pages.number()).isEqualTo(1);
  }

  @Test
  void pagesThatTakeVeryLongComeOneAtATimeForAWhile() {
    turn(100);
    turn(100);
    turn(60);
    pages.tookLong();
    pages.tookLong();
    for (int turn = 0; turn < 10; turn++) {
      assertThat(pages.number()).isEqualTo(1);
      turn(100);
    }
    turn(100);
    assertThat(pages.number()).isEqualTo(2);
  }

  @Test
  void theSettingMayAllowOneOnly() {
    PagesAtOnce alone = upTo(1);
    for (int turn = 0; turn < 5; turn++) {
      turn(alone, 100);
    }
    assertThat(alone.number()).isEqualTo(1);
  }

  @Test
  void moreIsReadSideBySideOnlyWhereTheHeapHasRoom() {
    PagesAtOnce wide = new PagesAtOnce(4, room.of(1000, 120));
    PagesAtOnce one = upTo(4);
    PagesAtOnce other = upTo(4);
    quicker(wide);
    assertThat(wide.number()).as("pages of 120 columns are too large").isEqualTo(1);
    quicker(one);
    assertThat(one.number()).isEqualTo(4);
    quicker(other);
    assertThat(other.number()).as("what is left").isEqualTo(2);
    one.end();
    quicker(other);
    assertThat(other.number()).as("what was given back").isEqualTo(4);
    other.end();
    assertThat(room.of(1000, 16).hold(4)).as("all was given back").isTrue();
  }

  private PagesAtOnce upTo(int most) {
    return new PagesAtOnce(most, room.of(1000, 16));
  }

  /** Turns in which each record comes in half the time as soon as there are twice as many pages. */
  private static void quicker(PagesAtOnce pages) {
    for (int turn = 0; turn < 5; turn++) {
      turn(pages, 100 / pages.number());
    }
  }

  private void turn(int millis) {
    turn(pages, millis);
  }

  /** A turn that waits for reading, of so many milliseconds for a thousand records. */
  private static void turn(PagesAtOnce pages, int millis) {
    Duration time = Duration.ofMillis((long) millis * pages.number());
    pages.turned(time, time, 1000 * pages.number());
  }
}
