package dev.caramel.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;

/**
 * Where every call of the API enters: the policy {@code api} puts it before the first step of each
 * route that serves one.
 */
@Component("frontDoor")
public class FrontDoor {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv");
  private final KeyCheck keys;
  private final CallReader calls;
  private final CallerAddress callers;

  FrontDoor(KeyCheck keys, CallReader calls, CallerAddress callers) {
    this.keys = keys;
    this.calls = calls;
    this.callers = callers;
  }

  /**
   * Lets a request in: checks the admin key, then leaves each declared parameter in the variable of
   * its name, the body in the variable {@code body}, whether CSV is asked for in the variable
   * {@code csv}, the address of the caller in the variable {@code caller}, and the {@link
   * StreamedAnswer} in the variable {@code answer}.
   *
   * @param exchange the exchange of the request
   * @throws Refusal if the key is wrong, or the request is not what the call takes
   */
  public void open(Exchange exchange) {
    HttpServletRequest request = calls.take(exchange);
    keys.check(request.getHeader("Authorization"));
    if (!calls.isCall(exchange)) {
      throw turnAway(request);
    }
    calls.read(exchange);
    exchange.setVariable("answer", new StreamedAnswer(request));
    exchange.setVariable("csv", asksForCsv(request.getHeader("Accept")));
    exchange.setVariable("caller", callers.of(request));
  }

  private Refusal turnAway(HttpServletRequest request) {
    List<String> methods = calls.methodsOf(request);
    String path = request.getRequestURI();
    if (methods.isEmpty()) {
      return new NoSuchThing("There is no call " + path + ". Which there are: /docs/");
    }
    String known = String.join(", ", methods);
    return new WrongMethod(
        path + " takes " + known + ", not " + request.getMethod() + ".", methods);
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
