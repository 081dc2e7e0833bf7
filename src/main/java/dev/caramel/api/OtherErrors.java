package dev.caramel.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/**
 * Errors that no route answered, such as a request that could not be read: they are problems, too,
 * and for the API's paths the key still comes first.
 *
 * <p>Not a controller's method: the server dispatches here while Spring still holds the outcome of
 * the asynchronous call, and Spring would take that for the method's own.
 */
@Component("/error")
class OtherErrors implements ErrorController, HttpRequestHandler {
  private final KeyCheck keys;
  private final ObjectMapper json;

  OtherErrors(KeyCheck keys, @Qualifier("apiJson") ObjectMapper json) {
    this.keys = keys;
    this.json = json;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Problem problem = problemOf(request);
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    json.writeValue(response.getOutputStream(), problem);
  }

  private Problem problemOf(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path instanceof String text && (text + "/").startsWith("/api/")) {
      try {
        keys.check(request.getHeader(HttpHeaders.AUTHORIZATION));
      } catch (WrongKey wrong) {
        return Problem.of(
            401, "wrong-key", "The admin key is missing or wrong", wrong.getMessage());
      }
    }
    HttpStatus status = statusOf(request);
    return Problem.of(
        status.value(),
        "http",
        status.getReasonPhrase(),
        "The server answered this before any call was reached.");
  }

  private static HttpStatus statusOf(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = status instanceof Integer code ? HttpStatus.resolve(code) : null;
    return known == null ? HttpStatus.NOT_FOUND : known;
  }
}
