package dev.caramel.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Reads requests from the network and writes answers to it. */
final class Exchange {

  /** Below this size compression costs more than it saves. */
  private static final int WORTH_COMPRESSING = 1024;

  private final HttpExchange http;

  Exchange(HttpExchange http) {
    this.http = http;
  }

  /** The request, its path without the given beginning. */
  RawRequest request(String prefix) throws IOException {
    Map<String, String> headers = new HashMap<>();
    http.getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new RawRequest(
        http.getRequestMethod(),
        http.getRequestURI().getRawPath().substring(prefix.length()),
        http.getRequestURI().getRawQuery(),
        headers,
        http.getRequestBody().readAllBytes());
  }

  /** Sends an answer, compressed if the client asked for it and it is allowed. */
  void send(Answer answer, boolean mayCompress) throws IOException {
    byte[] body = encoded(answer, mayCompress);
    head(answer, body.length);
    if (body.length > 0 && !http.getRequestMethod().equals("HEAD")) {
      try (OutputStream out = http.getResponseBody()) {
        out.write(body);
      }
    }
    http.close();
  }

  /** Announces the whole body, sends half of it, and drops the connection. */
  void sendHalf(Answer answer, boolean mayCompress) throws IOException {
    byte[] body = encoded(answer, mayCompress);
    head(answer, Math.max(2, body.length));
    http.getResponseBody().write(body, 0, body.length / 2);
    http.getResponseBody().flush();
    http.close();
  }

  /** Drops the connection without an answer. */
  void drop() {
    http.close();
  }

  private void head(Answer answer, int length) throws IOException {
    http.getResponseHeaders().set("Content-Type", answer.type());
    answer.headers().forEach(http.getResponseHeaders()::set);
    http.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
  }

  private byte[] encoded(Answer answer, boolean mayCompress) throws IOException {
    String accepted = http.getRequestHeaders().getFirst("Accept-Encoding");
    boolean asked = accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    if (!asked || !mayCompress || answer.body().length < WORTH_COMPRESSING) {
      return answer.body();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length / 4);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(bytes, 8192) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(answer.body());
    }
    http.getResponseHeaders().set("Content-Encoding", "gzip");
    return bytes.toByteArray();
  }
}
