package dev.caramel.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers the API's paths in the seconds between the start of the server and the loading of the
 * routes; from then on, the route {@code unknown-call} stands before it.
 */
@Component("/api/**")
class StartingUp implements HttpRequestHandler {
  private final KeyCheck keys;
  private final ObjectMapper json;

  StartingUp(KeyCheck keys, @Qualifier("apiJson") ObjectMapper json) {
    this.keys = keys;
    this.json = json;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      keys.check(request.getHeader(HttpHeaders.AUTHORIZATION));
    } catch (WrongKey wrong) {
      response.sendError(HttpStatus.UNAUTHORIZED.value());
      return;
    }
    Problem problem =
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE.value(),
            "starting",
            "Caramel is starting",
            "The routes of the API are not loaded yet. Try again in a few seconds.");
    response.setStatus(problem.status());
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    response.setContentType(Problem.MEDIA_TYPE);
    json.writeValue(response.getOutputStream(), problem);
  }
}
