package dev.caramel.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps Camel from reading forms, which no call takes: one that it cannot read would be a failure
 * of ours, and the fields of others would become headers. What is left is a body of a wrong type.
 */
@Component
class NoForms extends OncePerRequestFilter {
  private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new NotAForm(request), response);
  }

  private static final class NotAForm extends HttpServletRequestWrapper {
    NotAForm(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContentType() {
      return MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
          ? getContentType()
          : super.getHeader(name);
    }
  }
}
