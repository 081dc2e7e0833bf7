package dev.caramel.sugar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A server that answers exactly what a test wrote down, byte for byte: for answers that no sandbox
 * should give. It logs everybody in, says it is 13.0.0, and then plays its script.
 */
final class ScriptedSugar implements AutoCloseable {
  /** What came in. */
  record Asked(String method, String path, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse("");
    }
  }

  /** Answers one request. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Reply> script = new ArrayDeque<>();
  private final Deque<Reply> loginScript = new ArrayDeque<>();
  private int tokens;

  ScriptedSugar() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  ScriptedSugar then(Reply reply) {
    synchronized (script) {
      script.add(reply);
    }
    return this;
  }

  ScriptedSugar then(int status, String json) {
    return then(json(status, json));
  }

  ScriptedSugar login(Reply reply) {
    synchronized (script) {
      loginScript.add(reply);
    }
    return this;
  }

  List<Asked> data() {
    return all().stream()
        .filter(one -> !one.path().contains("/oauth2/") && !one.path().contains("server_info"))
        .toList();
  }

  List<Asked> logins() {
    return all().stream().filter(one -> one.path().contains("/oauth2/token")).toList();
  }

  List<Asked> all() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  static Reply json(int status, String body, String... headers) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      send(exchange, status, body, headers);
    };
  }

  static Reply page(int status, String body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
      send(exchange, status, body);
    };
  }

  /** Promises more bytes than it sends. */
  static Reply cut(String body) {
    return stalled(body, new CountDownLatch(0));
  }

  /** Promises more bytes than it sends, and ends only when somebody says so. */
  static Reply stalled(String body, CountDownLatch goOn) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length + 100L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    };
  }

  /** How a body comes over the line. */
  enum Form {
    PLAIN,
    CHUNKED,
    PACKED
  }

  static Reply in(Form form, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (form == Form.PACKED) {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
      exchange.sendResponseHeaders(200, form == Form.PLAIN ? bytes.length : 0);
      OutputStream line = exchange.getResponseBody();
      try (OutputStream out = form == Form.PACKED ? new GZIPOutputStream(line) : line) {
        out.write(bytes);
      }
    };
  }

  static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
    reply(path).to(exchange);
  }

  private Reply reply(String path) {
    synchronized (script) {
      if (path.contains("/oauth2/token")) {
        return loginScript.isEmpty() ? tokens() : loginScript.poll();
      }
      if (path.contains("server_info")) {
        return json(200, "{\"server_info\":{\"version\":\"13.0.0\"}}");
      }
      return script.isEmpty() ? json(200, "{\"records\":[]}") : script.poll();
    }
  }

  Reply tokens() {
    tokens++;
    return json(
        200,
        "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"expires_in\":3600}"
            .formatted(tokens, tokens));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
