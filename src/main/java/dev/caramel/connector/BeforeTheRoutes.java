package dev.caramel.connector;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers the connector's paths in the seconds between the start of the server and the loading of
 * the routes; from then on, the route {@code unknown-connector-call} stands before it.
 */
@Component("/connector/**")
class BeforeTheRoutes implements HttpRequestHandler {
  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            "{\"error\":\"starting\",\"message\":\"Caramel is starting. Try again in a few seconds.\"}"
                .getBytes(StandardCharsets.UTF_8));
  }
}
