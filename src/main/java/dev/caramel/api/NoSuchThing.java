package dev.caramel.api;

/** What the path names does not exist. */
public final class NoSuchThing extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what does not exist, by its id
   */
  public NoSuchThing(String message) {
    super(message);
  }
}
