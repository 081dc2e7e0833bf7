package dev.caramel.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;

/**
 * Where every call of the API enters: the policy {@code api} puts it before the first step of each
 * route that serves one.
 *
 * <p>In Camel, request headers and query parameters share one map with the headers of the answer.
 * So everything is taken from the request itself, what the call declares becomes variables of the
 * exchange, and all message headers are removed: nothing that a caller sent can come back, or be
 * taken for something else.
 */
@Component("frontDoor")
public class FrontDoor {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv");
  private final KeyCheck keys;
  private final DeclaredCalls calls;
  private final BodyReader bodies;

  FrontDoor(KeyCheck keys, DeclaredCalls calls, BodyReader bodies) {
    this.keys = keys;
    this.calls = calls;
    this.bodies = bodies;
  }

  /**
   * Lets a request in: checks the admin key, then leaves each declared parameter in the variable of
   * its name, the body in the variable {@code body}, whether CSV is asked for in the variable
   * {@code csv}, and the {@link StreamedAnswer} in the variable {@code answer}.
   *
   * @param exchange the exchange of the request
   * @throws Refusal if the key is wrong, or the request is not what the call takes
   */
  public void open(Exchange exchange) {
    Message message = exchange.getMessage();
    HttpServletRequest request =
        message.getHeader("CamelHttpServletRequest", HttpServletRequest.class);
    message.removeHeaders("*");
    keys.check(request.getHeader("Authorization"));
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    DeclaredCall call =
        calls
            .servedBy(ExchangeHelper.getRouteId(exchange))
            .orElseThrow(() -> turnAway(request.getMethod(), path));
    new Parameters(call, path, request.getQueryString()).read().forEach(exchange::setVariable);
    exchange.setVariable("body", bodies.read(call, request, message));
    exchange.setVariable("answer", new StreamedAnswer(request));
    exchange.setVariable("csv", asksForCsv(request.getHeader("Accept")));
    message.setBody(null);
  }

  private Refusal turnAway(String method, PathContainer path) {
    List<String> methods = calls.methodsOf(path);
    if (methods.isEmpty()) {
      return new NoSuchThing("There is no call " + path.value() + ". Which there are: /docs/");
    }
    String known = String.join(", ", methods);
    return new WrongMethod(path.value() + " takes " + known + ", not " + method + ".", methods);
  }

  private static boolean asksForCsv(@Nullable String accept) {
    if (accept == null) {
      return false;
    }
    try {
      return MediaType.parseMediaTypes(accept).stream()
          .filter(type -> type.getQualityValue() > 0)
          .sorted((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()))
          .filter(type -> type.includes(CSV) || type.includes(MediaType.APPLICATION_JSON))
          .findFirst()
          .map(type -> !type.includes(MediaType.APPLICATION_JSON))
          .orElse(false);
    } catch (InvalidMimeTypeException
        | org.springframework.http.InvalidMediaTypeException unreadable) {
      return false;
    }
  }
}
