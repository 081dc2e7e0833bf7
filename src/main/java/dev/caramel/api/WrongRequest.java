package dev.caramel.api;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters or body are not what this call takes: every mistake at once. */
public final class WrongRequest extends Refusal {
  private static final long serialVersionUID = 1L;
  private final transient List<Mistake> mistakes;

  /**
   * @param mistakes what is wrong; at least one
   */
  public WrongRequest(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::detail).collect(Collectors.joining(" ")));
    this.mistakes = List.copyOf(mistakes);
  }

  /**
   * One mistake.
   *
   * @param name name of the parameter or key
   * @param detail what is wrong with it and what it may be
   */
  public static WrongRequest of(String name, String detail) {
    return new WrongRequest(List.of(new Mistake(name, detail)));
  }

  @Override
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
