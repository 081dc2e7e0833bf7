package dev.caramel.api;

import java.util.List;

/** The path exists, but not for this HTTP method. */
public final class WrongMethod extends Refusal {
  private static final long serialVersionUID = 1L;
  private final transient List<String> allowed;

  /**
   * @param message which methods there are
   * @param allowed the methods that this path has, in upper case
   */
  public WrongMethod(String message, List<String> allowed) {
    super(message);
    this.allowed = List.copyOf(allowed);
  }

  /** The methods that this path has, in upper case. */
  public List<String> allowed() {
    return allowed;
  }
}
