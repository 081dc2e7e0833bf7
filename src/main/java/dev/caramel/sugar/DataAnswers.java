package dev.caramel.sugar;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Judges what Sugar answered to a data call: the table of reference 2.3, in one place. What is done
 * about each kind of failure stands in {@code routes/policies/sugar-errors.camel.yaml}.
 */
@Component
class DataAnswers {
  private static final Set<String> PAUSES = Set.of("maintenance", "service_unavailable");

  private final ObjectMapper json;
  private final Clock clock;

  DataAnswers(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes an error of an answer that is not a success.
   *
   * @throws IOException if the body of the error is cut
   */
  SugarException failure(SugarRequest<?> request, String username, SugarAnswer answer)
      throws IOException {
    SugarError error = answer.error(json);
    String said = "Sugar answered " + error.quoted(answer.status()) + " to " + request.purpose();
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> moved(answer, error, said);
      case 401 -> new SugarException.SessionEnded("Sugar's session has ended (" + said + ")");
      case 403 -> new SugarException.NotAllowed(notAllowed(request, username, error, said));
      case 404 -> error.isSugars() ? new SugarException.NotFound(said) : noAnswer(request, said);
      case 409, 412 -> new SugarException.Conflict(said);
      case 429 -> busy(answer, said);
      case 503 -> unavailable(request, answer, error, said);
      default -> other(request, answer, error, said);
    };
  }

  /** A success that is no Sugar's: a login page of a proxy, say. */
  SugarException page(SugarRequest<?> request) {
    return new SugarException.NoUsableAnswer(
        "Instead of Sugar's answer to "
            + request.purpose()
            + " came a web page: is a proxy, a"
            + " firewall or a login page between Caramel and Sugar?",
        null,
        request.repeatable());
  }

  private static SugarException moved(SugarAnswer answer, SugarError error, String said) {
    if (error.label().equals("incorrect_version") || answer.location() == null) {
      return new SugarException.WrongVersion(
          said + ": the version of the REST API is too high for this Sugar");
    }
    return new SugarException.Refused(
        said + ": the address leads elsewhere. Set caramel.sugar.url to where Sugar really is",
        answer.status(),
        error.label());
  }

  private static String notAllowed(
      SugarRequest<?> request, String username, SugarError error, String said) {
    if (error.label().equals("client_not_allowed")) {
      return said + ": this Sugar admits certain API clients only (setting allowedClients)";
    }
    String module = request.path().split("[/?]", 2)[0];
    return said
        + ": a role or team of Sugar's user "
        + username
        + " denies this on "
        + module
        + ". In Sugar, see Admin > Role Management and grant that user's role the right to "
        + (request.method().equals("GET") || request.path().endsWith("/filter")
            ? "access, list and view "
            : "edit ")
        + module
        + " and the fields that are mapped";
  }

  private SugarException busy(SugarAnswer answer, String said) {
    return new SugarException.Busy(said + ": it is too busy", answer.pause(clock));
  }

  /**
   * A proxy's 503 does not tell whether Sugar had begun: a write that is not repeatable is lost.
   */
  private SugarException unavailable(
      SugarRequest<?> request, SugarAnswer answer, SugarError error, String said) {
    boolean sugarsOwn = PAUSES.contains(error.label()) || answer.retryAfter() != null;
    if (!sugarsOwn && !request.repeatable()) {
      return noAnswer(request, said);
    }
    return new SugarException.Busy(
        said
            + (error.label().equals("maintenance")
                ? ": it is in maintenance mode (Admin > System Settings)"
                : ": it is not available"),
        answer.pause(clock));
  }

  private static SugarException other(
      SugarRequest<?> request, SugarAnswer answer, SugarError error, String said) {
    if (answer.status() >= 500 || answer.status() < 300 || !error.isSugars()) {
      return noAnswer(request, said);
    }
    return new SugarException.Refused(said, answer.status(), error.label());
  }

  private static SugarException noAnswer(SugarRequest<?> request, String said) {
    return new SugarException.NoUsableAnswer(
        said + " (" + request.method() + " " + request.path() + ")", null, request.repeatable());
  }
}
