package dev.caramel.packages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Stands between Sugar and Caramel: lets requests pass, holds them, or answers in Caramel's place.
 */
final class Gate implements AutoCloseable {
  private static final List<String> PASSED_ON = List.of("X-API-Key", "X-Sugar-Team", "Accept");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Supplier<String> caramel;
  private volatile CountDownLatch open = new CountDownLatch(0);
  private volatile Reply instead;

  private record Reply(int status, byte[] body) {}

  /** In front of the Caramel at that address. */
  Gate(Supplier<String> caramel) throws IOException {
    this.caramel = caramel;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Its address, which Sugar takes for Caramel's. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The paths and queries of the requests that came, and forgets them. */
  List<String> requests() {
    List<String> came = List.copyOf(requests);
    requests.clear();
    return came;
  }

  /** Lets all requests pass, those that are held too. */
  void open() {
    instead = null;
    open.countDown();
  }

  /** Holds every request that comes from now on. */
  void hold() {
    open = new CountDownLatch(1);
  }

  /** Answers in Caramel's place. */
  void answer(int status, String body) {
    instead = new Reply(status, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI().toString());
      open.await();
      Reply reply = instead != null ? instead : asked(exchange);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply asked(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(caramel.get() + exchange.getRequestURI()));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<byte[]> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    open();
    server.stop(0);
    threads.shutdownNow();
  }
}
