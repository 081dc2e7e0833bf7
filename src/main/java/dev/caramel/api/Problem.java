package dev.caramel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * An error as RFC 9457 has it.
 *
 * @param type names the kind of problem: {@code urn:caramel:problem:no-such-thing}
 * @param title the kind of problem in a few words
 * @param status HTTP status
 * @param detail what is wrong here, and what would be right
 * @param errors the mistakes one by one; left out where there is none
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "errors"})
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Refusal.Mistake> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String kind, String title, String detail) {
    return of(status, kind, title, detail, List.of());
  }

  static Problem of(
      int status, String kind, String title, String detail, List<Refusal.Mistake> errors) {
    return new Problem("urn:caramel:problem:" + kind, title, status, detail, errors);
  }
}
