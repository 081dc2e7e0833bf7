package dev.caramel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.store.Store;
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
import java.util.List;
import java.util.Locale;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SPEED = 1;

  /** A call that changes one lead in a thousand, the same ones each time, and says how many. */
  static final String CHANGE = "/bench/change";

  private static final int ONE_IN = 1000;

  private final Sandbox behind;
  private final URI sandbox;
  private final long latencyMillis;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private int changes;

  private PreparedSugar(Sandbox behind, long latencyMillis) {
    this.behind = behind;
    this.sandbox = URI.create(behind.url());
    this.latencyMillis = latencyMillis;
  }

  /** An answer in the two forms in which it may be asked for. */
  private record Page(byte[] plain, byte[] packed) {}

  /**
   * Serves until its input ends.
   *
   * @param arguments number of leads, the latency of each answer in milliseconds, and the number of
   *     custom fields that leads are to have
   * @throws IOException if no port can be opened
   */
  public static void main(String[] arguments) throws IOException {
    int leads = Integer.parseInt(arguments[0]);
    long latency = Long.parseLong(arguments[1]);
    try (Sandbox sandbox = Sandbox.builder().leads(leads).platform("base").start()) {
      PreparedSugar sugar = new PreparedSugar(sandbox, latency);
      sugar.widen(Integer.parseInt(arguments[2]));
      sugar.index();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newFixedThreadPool(THREADS));
      server.createContext("/", sugar::answer);
      server.createContext(CHANGE, sugar::change);
      server.start();
      System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + " " + sandbox.url());
      while (System.in.read() >= 0) {
        // Ends with the process that started it.
      }
      server.stop(0);
    }
    System.exit(0);
  }

  private void widen(int fields) {
    for (int i = 1; i <= fields; i++) {
      String name = BenchRoutes.further(i);
      behind.install(
          "Leads",
          SugarField.of(
              Map.of(
                  "name",
                  name,
                  "type",
                  "varchar",
                  "len",
                  255,
                  "source",
                  "custom_fields",
                  "vname",
                  "LBL_" + name.toUpperCase(Locale.ROOT),
                  "labelValue",
                  name)));
    }
  }

  /** A database has its indexes from the start; the sandbox makes them when it is first asked. */
  private void index() {
    Store store = behind.instance().store();
    for (String module : List.of("Leads", Store.ADDRESSES)) {
      store.reading(() -> store.table(module).byTimeDescending().hasNext());
    }
  }

  private void change(HttpExchange exchange) throws IOException {
    try (exchange) {
      changes++;
      List<String> ids = behind.sugar().ids("Leads");
      int changed = 0;
      for (int i = 0; i < ids.size(); i += ONE_IN) {
        behind.sugar().update("Leads", ids.get(i), Map.of("title", "Changed " + changes));
        changed++;
      }
      send(exchange, 200, Integer.toString(changed).getBytes(StandardCharsets.US_ASCII), false);
    }
  }

  /** Fills the custom fields, which the sandbox's own rows leave empty. */
  private static byte[] filled(byte[] body, String asked) throws IOException {
    if (!asked.contains(BenchRoutes.further(1))) {
      return body;
    }
    JsonNode page = JSON.readTree(body);
    for (JsonNode record : page.path("records")) {
      int seed = record.path("id").asText().hashCode();
      record
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (name.startsWith("bench_")) {
                  ((ObjectNode) record)
                      .put(name, "value " + Integer.toHexString(seed * 31 + name.hashCode()));
                }
              });
    }
    return JSON.writeValueAsBytes(page);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      pause();
      String key = exchange.getRequestURI() + "\n" + new String(asked, StandardCharsets.UTF_8);
      Page page = pages.get(key);
      if (page == null) {
        HttpResponse<byte[]> answer = forward(exchange, asked);
        boolean good = answer.statusCode() == 200 && key.contains("/filter");
        byte[] body = good ? filled(answer.body(), key) : answer.body();
        if (!good || !isLasting(key)) {
          send(exchange, answer.statusCode(), body, false);
          return;
        }
        page = new Page(body, packed(body));
        pages.put(key, page);
      }
      String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
      boolean pack = accepted != null && accepted.contains("gzip");
      send(exchange, 200, pack ? page.packed() : page.plain(), pack);
    }
  }

  /** What is asked for by date changes from run to run. */
  private static boolean isLasting(String key) {
    return !key.contains("date_modified\":{\"$g");
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
