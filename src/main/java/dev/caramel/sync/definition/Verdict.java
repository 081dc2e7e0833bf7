package dev.caramel.sync.definition;

import dev.caramel.sync.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Sugar says about a definition.
 *
 * @param mistakes what makes the definition wrong
 * @param waitsFor why it could not be judged to the end; empty if it was
 * @param notes what a person should know although it runs, such as a push that is off
 */
public record Verdict(List<Mistake> mistakes, Optional<Mistake> waitsFor, List<Mistake> notes) {
  /** Whether it was judged to the end, and is right. */
  public boolean isGood() {
    return mistakes.isEmpty() && waitsFor.isEmpty();
  }

  /** The verdict of nobody: what it waits for. */
  public static Verdict waiting(String reason) {
    return new Verdict(List.of(), Optional.of(new Mistake(null, reason)), List.of());
  }

  /** All that stands in the errors of a sync that runs with this verdict. */
  public List<Mistake> errors() {
    List<Mistake> errors = new ArrayList<>(mistakes);
    errors.addAll(notes);
    waitsFor.ifPresent(errors::add);
    return List.copyOf(errors);
  }
}
