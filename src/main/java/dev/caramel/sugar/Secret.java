package dev.caramel.sugar;

/** A password or token: its text is only given where it is asked for by name, never printed. */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Wraps a text; also how Spring Boot makes a secret of a setting.
   *
   * @param text the secret itself
   */
  public static Secret valueOf(String text) {
    return new Secret(text);
  }

  /** The secret itself: for the request that needs it, and for nothing else. */
  public String reveal() {
    return text;
  }

  /** Whether it is empty. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "******";
  }
}
