package dev.caramel.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caramel.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * The sandbox with pages made in advance, so that it is never the limit of a measurement: a page
 * that was asked for once is answered from memory when it is asked for again. Everything else goes
 * to the sandbox behind. It runs in a process of its own and prints both addresses.
 */
public final class PreparedSugar {
  private static final int THREADS = 16;
  private static final int SPEED = 1;

  private final URI sandbox;
  private final long latencyMillis;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  private PreparedSugar(URI sandbox, long latencyMillis) {
    this.sandbox = sandbox;
    this.latencyMillis = latencyMillis;
  }

  /** An answer in the two forms in which it may be asked for. */
  private record Page(byte[] plain, byte[] packed) {}

  /**
   * Serves until its input ends.
   *
   * @param arguments number of leads, and the latency of each answer in milliseconds
   * @throws IOException if no port can be opened
   */
  public static void main(String[] arguments) throws IOException {
    int leads = Integer.parseInt(arguments[0]);
    long latency = Long.parseLong(arguments[1]);
    try (Sandbox sandbox = Sandbox.builder().leads(leads).platform("base").start()) {
      PreparedSugar sugar = new PreparedSugar(URI.create(sandbox.url()), latency);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newFixedThreadPool(THREADS));
      server.createContext("/", sugar::answer);
      server.start();
      System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + " " + sandbox.url());
      while (System.in.read() >= 0) {
        // Ends with the process that started it.
      }
      server.stop(0);
    }
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      pause();
      String key = exchange.getRequestURI() + "\n" + new String(asked, StandardCharsets.UTF_8);
      Page page = pages.get(key);
      if (page == null) {
        HttpResponse<byte[]> answer = forward(exchange, asked);
        if (answer.statusCode() == 200 && isLasting(key)) {
          page = new Page(answer.body(), packed(answer.body()));
          pages.put(key, page);
        } else {
          send(exchange, answer.statusCode(), answer.body(), false);
          return;
        }
      }
      String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
      boolean pack = accepted != null && accepted.contains("gzip");
      send(exchange, 200, pack ? page.packed() : page.plain(), pack);
    }
  }

  /** What is asked for by date changes from run to run. */
  private static boolean isLasting(String key) {
    return key.contains("/filter") && !key.contains("date_modified\":{\"$g");
  }

  private void pause() {
    if (latencyMillis > 0) {
      try {
        Thread.sleep(latencyMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sandbox.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(asked));
    for (String header : new String[] {"OAuth-Token", "Content-Type", "Accept"}) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the sandbox", e);
    }
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(packed) {
          {
            def.setLevel(SPEED);
          }
        }) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, byte[] body, boolean packed)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (packed) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
