package dev.caramel.api;

/** The body is larger than this call takes. */
public final class BodyTooLarge extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message how large it may be
   */
  public BodyTooLarge(String message) {
    super(message);
  }
}
