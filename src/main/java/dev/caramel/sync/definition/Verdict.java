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

  /** The same, with one more thing that is waited for. */
  public Verdict withWait(Optional<Mistake> more) {
    if (more.isEmpty() || waitsFor.isEmpty()) {
      return more.isEmpty() ? this : new Verdict(mistakes, more, notes);
    }
    List<Mistake> both = new ArrayList<>(notes);
    both.add(more.get());
    return new Verdict(mistakes, waitsFor, List.copyOf(both));
  }

  /** All that stands in the errors of a sync that runs with this verdict. */
  public List<Mistake> errors() {
    List<Mistake> errors = new ArrayList<>(mistakes);
    errors.addAll(notes);
    waitsFor.ifPresent(errors::add);
    return List.copyOf(errors);
  }
}
