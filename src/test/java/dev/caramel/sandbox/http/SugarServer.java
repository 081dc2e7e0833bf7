package dev.caramel.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server: {@code /rest} is Sugar, {@code /sandbox} is the control API. */
public final class SugarServer implements AutoCloseable {

  private static final int THREADS = 128;

  private final HttpServer server;
  private final ExecutorService threads;
  private final RestHandler rest;
  private final Router control;
  private final String folder;

  /**
   * Starts a server on the loopback address.
   *
   * @param port the port, 0 for any free one
   * @param folder what stands before {@code /rest}, for example {@code "/sugar"}; may be empty
   * @param rest what answers there
   * @param control what answers below {@code /sandbox}
   */
  public SugarServer(int port, String folder, RestHandler rest, Router control) {
    // An answer's last packet must not wait for the acknowledgement of the one before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.rest = rest;
    this.control = control;
    this.folder = folder;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "sandbox-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * The port.
   *
   * @return the port that was bound
   */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getRawPath();
    Exchange exchange = new Exchange(http);
    try {
      if (path.startsWith(folder + "/rest/")) {
        rest.handle(exchange, exchange.request(folder + "/rest"));
      } else if (path.startsWith("/sandbox/")) {
        exchange.send(control(exchange.request("/sandbox")), false);
      } else {
        exchange.send(page(404, "<html><body><h1>Not Found</h1></body></html>"), false);
      }
    } catch (RuntimeException e) {
      exchange.send(failure(e), false);
    }
  }

  private Answer control(RawRequest request) {
    try {
      List<String> path =
          Arrays.stream(request.path().split("/"))
              .filter(s -> !s.isEmpty())
              .map(QueryText::decode)
              .toList();
      Router.Found found = control.find(request.method(), path);
      Call call = new Call(request, ApiVersion.LOWEST, path, found.variables(), null, null);
      return found.handler().apply(call);
    } catch (SugarError e) {
      return Answer.json(Json.object().put("error", e.label())).withStatus(404);
    } catch (IllegalArgumentException e) {
      return Answer.json(Json.object().put("error", e.getMessage())).withStatus(400);
    }
  }

  /** A mistake of the sandbox itself, shown as such so that nobody takes it for Sugar's. */
  private static Answer failure(RuntimeException e) {
    return Answer.json(
            Json.object()
                .put("error", "fatal_error")
                .put("error_message", "The sandbox failed: " + e))
        .withStatus(500);
  }

  static Answer page(int status, String html) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/html; charset=UTF-8", body, Map.of(), 0);
  }
}
