package dev.caramel.api;

/** The admin key is missing, or another one. */
public final class WrongKey extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message how the key is to be sent
   */
  public WrongKey(String message) {
    super(message);
  }
}
