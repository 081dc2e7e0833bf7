package dev.caramel.connector;

import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import java.util.ArrayList;
import java.util.List;

/** Judges the numbers of one request, so that every wrong one is named at once. */
final class Numbers {
  private final List<Mistake> mistakes = new ArrayList<>();

  /** Notes a number that is out of its range. */
  Numbers within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      mistakes.add(
          new Mistake(name, "\"%s\" may be %d to %d, not %d.".formatted(name, least, most, value)));
    }
    return this;
  }

  /**
   * Ends the judgement.
   *
   * @throws WrongRequest if a number was out of its range
   */
  void check() {
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
  }
}
