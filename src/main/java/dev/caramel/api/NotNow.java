package dev.caramel.api;

/** What is asked for cannot be done in the state that things are in. */
public final class NotNow extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why it cannot be done now
   */
  public NotNow(String message) {
    super(message);
  }
}
