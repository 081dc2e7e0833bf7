package dev.caramel.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;

/**
 * Reads a request as the call that the rest definitions declare.
 *
 * <p>In Camel, request headers and query parameters share one map with the headers of the answer.
 * So everything is taken from the request itself, what the call declares becomes variables of the
 * exchange, and all message headers are removed: nothing that a caller sent can come back, or be
 * taken for something else.
 */
@Component
public class CallReader {
  private static final String REQUEST = CallReader.class.getName();
  private final DeclaredCalls calls;
  private final BodyReader bodies;

  CallReader(DeclaredCalls calls, BodyReader bodies) {
    this.calls = calls;
    this.bodies = bodies;
  }

  /** The request, taken out of the message; it can be taken again. */
  public HttpServletRequest take(Exchange exchange) {
    HttpServletRequest taken = exchange.getProperty(REQUEST, HttpServletRequest.class);
    if (taken != null) {
      return taken;
    }
    HttpServletRequest request =
        exchange.getMessage().getHeader("CamelHttpServletRequest", HttpServletRequest.class);
    exchange.getMessage().removeHeaders("*");
    exchange.setProperty(REQUEST, request);
    return request;
  }

  /** Whether the exchange's route serves a call, and is not the one for unknown calls. */
  public boolean isCall(Exchange exchange) {
    return call(exchange).isPresent();
  }

  /**
   * Leaves each declared parameter in the variable of its name, and the body in the variable {@code
   * body}.
   *
   * @throws Refusal if the request is not what the call takes
   */
  public void read(Exchange exchange) {
    HttpServletRequest request = take(exchange);
    DeclaredCall call =
        call(exchange).orElseThrow(() -> new IllegalStateException("This route serves no call"));
    new Parameters(call, path(request), request.getQueryString())
        .read()
        .forEach(exchange::setVariable);
    @Nullable Object body = bodies.read(call, request, exchange.getMessage());
    exchange.setVariable("body", body);
    exchange.getMessage().setBody(null);
  }

  /** The methods that the request's path has; empty if no call has that path. */
  List<String> methodsOf(HttpServletRequest request) {
    return calls.methodsOf(path(request));
  }

  /** All calls below a path, as {@code GET /connector/v1/test}, sorted. */
  public List<String> callsBelow(String path) {
    return calls.all().stream()
        .filter(call -> call.path().getPatternString().startsWith(path))
        .map(call -> call.method() + " " + call.path().getPatternString())
        .sorted()
        .toList();
  }

  private Optional<DeclaredCall> call(Exchange exchange) {
    return calls.servedBy(ExchangeHelper.getRouteId(exchange));
  }

  private static PathContainer path(HttpServletRequest request) {
    return PathContainer.parsePath(request.getRequestURI());
  }
}
