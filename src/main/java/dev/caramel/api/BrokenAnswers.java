package dev.caramel.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cuts the connection of an answer that was broken off. Camel closes the stream of an answer
 * whether its body could be read or not, and closing ends the answer as if it were whole: so the
 * server ends it instead, after this filter has seen how it went.
 */
@Component
class BrokenAnswers extends OncePerRequestFilter {
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new KeptOpen(response));
    Throwable failure = StreamedAnswer.failureOf(request);
    if (failure != null && isAsyncDispatch(request)) {
      throw new ServletException("An answer could not be written to its end", failure);
    }
  }

  /** A response that its writer cannot end. */
  private static final class KeptOpen extends HttpServletResponseWrapper {
    KeptOpen(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new FlushedAtClose(super.getOutputStream());
    }
  }

  private static final class FlushedAtClose extends ServletOutputStream {
    private final ServletOutputStream stream;

    FlushedAtClose(ServletOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int octet) throws IOException {
      stream.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      stream.write(octets, offset, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      stream.flush();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      stream.setWriteListener(listener);
    }
  }
}
