package dev.caramel.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps Camel from unpacking bodies: it would do so before any key is asked for, without a bound,
 * and a body that it cannot unpack would be a failure of ours. What is left is a body that no call
 * takes.
 */
@Component
class NoCodings extends OncePerRequestFilter {
  private static final String CODED = NoCodings.class.getName();

  /** Whether the body of a request was sent packed. */
  static boolean isCoded(HttpServletRequest request) {
    return request.getAttribute(CODED) != null;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.setAttribute(CODED, true);
    chain.doFilter(new AsItCame(request), response);
  }

  private static final class AsItCame extends HttpServletRequestWrapper {
    AsItCame(HttpServletRequest request) {
      super(request);
    }

    private static boolean isHidden(String name) {
      return name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !isHidden(name))
              .toList());
    }
  }
}
