package dev.caramel.api;

import java.util.List;

/**
 * Why a request is not served. The messages are written for the person who called; which status
 * each kind is answered with stands in {@code routes/policies/api-errors.camel.yaml}.
 */
public abstract sealed class Refusal extends RuntimeException
    permits BodyTooLarge, NoSuchThing, NotNow, WrongBodyType, WrongKey, WrongMethod, WrongRequest {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }

  /** What is wrong, one by one, where there may be several mistakes; else empty. */
  public List<Mistake> mistakes() {
    return List.of();
  }

  /**
   * One mistake of a request.
   *
   * @param name name of the parameter or key
   * @param detail what is wrong with it and what it may be
   */
  public record Mistake(String name, String detail) {}
}
