package dev.caramel.api;

/** The body is not of the media type that this call takes. */
public final class WrongBodyType extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which media type it takes
   */
  public WrongBodyType(String message) {
    super(message);
  }
}
