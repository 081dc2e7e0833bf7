package dev.caramel.connector;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns large bodies away before they are read: Camel holds a body in memory before any route sees
 * the request, and no call of the connector takes one.
 */
@Component
class NoBodies extends OncePerRequestFilter {
  private static final int LARGE = 1 << 16;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    boolean large =
        request.getContentLengthLong() > LARGE
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return !large || !(request.getRequestURI() + "/").startsWith("/connector/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            "{\"error\":\"invalid_request\",\"message\":\"Calls of the connector take no body.\"}"
                .getBytes(StandardCharsets.UTF_8));
  }
}
