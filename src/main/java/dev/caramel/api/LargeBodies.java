package dev.caramel.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks for the key before a large body is read. Camel holds a body in memory before any route sees
 * the request: without this, anybody could fill the memory.
 */
@Component
class LargeBodies extends OncePerRequestFilter {
  private static final int LARGE = 1 << 16;
  private final KeyCheck keys;

  LargeBodies(KeyCheck keys) {
    this.keys = keys;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    boolean large =
        request.getContentLengthLong() > LARGE
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return !large || !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      keys.check(request.getHeader(HttpHeaders.AUTHORIZATION));
    } catch (WrongKey wrong) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    chain.doFilter(request, response);
  }
}
