package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many callers at once, honest ones and others. {@code -Pthorough} keeps them up for a minute. */
class ManyCallersTest {
  private static final Logger LOG = LoggerFactory.getLogger(ManyCallersTest.class);
  private static final int CALLERS = 200;
  private static final int PULLED = 5000;
  private static final Duration LONG =
      Duration.ofSeconds(Boolean.getBoolean("caramel.test.thorough") ? 60 : 8);
  private static final List<String> CALLS =
      List.of(
          "test",
          "activities?email=p7@example.com",
          "timeline?email=p8@example.com",
          "hot-prospects",
          "hot-prospects?assignedTo=Sally&days=30",
          "account-report?domain=example.com");

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(PULLED))
          .with("caramel.trusted-proxies", "127.0.0.3")
          // Two hundred on twelve connections may wait for longer on a machine that is busy.
          .with("spring.datasource.hikari.connection-timeout", 60000);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void two_hundred_callers_are_all_served_while_pulls_run() throws Exception {
    Callers callers = Callers.of(caramel, "busy").list("busy-leads");
    for (int i = 0; i < 50; i++) {
      callers.member("busy-leads", "p" + i + "@example.com", "P" + i, i % 2 == 0 ? "Sally" : "Max");
      callers.did("p" + i + "@example.com", "clicked", i, i);
    }
    callers.choose("{\"lists\":[\"busy-leads\"]}");
    Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(threads.submit(calling(callers, i, statuses, over)));
      }
      long begin = System.nanoTime();
      List<JsonNode> pulls = pulls();
      over.set(true);
      List<Long> micros = new ArrayList<>();
      for (Future<List<Long>> one : all) {
        assertThat(one.get()).as("calls of one caller").isNotEmpty();
        micros.addAll(one.get());
      }
      tell(micros, System.nanoTime() - begin, pulls.size());
      assertThat(statuses).containsOnlyKeys(200);
      assertThat(pulls).allMatch(run -> run.path("outcome").asText().equals("succeeded"));
      assertThat(pulls.get(0).path("counts").path("added").asInt()).isEqualTo(PULLED);
      assertThat(uses()).as("written uses of the key").isBetween(1L, LONG.toSeconds() + 10);
    } finally {
      over.set(true);
      threads.shutdown();
    }
  }

  private static void tell(List<Long> micros, long nanos, int pulls) {
    List<Long> sorted = micros.stream().sorted().toList();
    LOG.info(
        "{} callers, {} s: {} calls, {} a second, half of them within {} ms, 99 % within {} ms, beside {} pulls",
        CALLERS,
        nanos / 1_000_000_000,
        sorted.size(),
        sorted.size() * 1_000_000_000L / nanos,
        sorted.get(sorted.size() / 2) / 1000,
        sorted.get(sorted.size() * 99 / 100) / 1000,
        pulls);
  }

  private Callable<List<Long>> calling(
      Callers callers, int first, Map<Integer, AtomicInteger> statuses, AtomicBoolean over) {
    return () -> {
      List<Long> micros = new ArrayList<>();
      while (!over.get()) {
        String call = CALLS.get((first + micros.size()) % CALLS.size());
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(caramel.url() + "/connector/v1/" + call))
                .header("X-API-Key", callers.key())
                .build();
        long begin = System.nanoTime();
        int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        micros.add((System.nanoTime() - begin) / 1000);
        statuses.computeIfAbsent(status, none -> new AtomicInteger()).incrementAndGet();
      }
      return micros;
    };
  }

  /** Full pulls one after another, for that long; the first one adds everybody. */
  private static List<JsonNode> pulls() {
    long end = System.nanoTime() + LONG.toNanos();
    List<JsonNode> pulls = new ArrayList<>();
    pulls.add(
        caramel.sync(
            "busy-pull",
            """
            list: Pulled beside
            module: Leads
            columns:
              Email: email
              Last Name: last_name
            pull:
              add: true
            """));
    while (System.nanoTime() < end) {
      pulls.add(caramel.run("busy-pull", "{\"full\":true}"));
    }
    return pulls;
  }

  /** How often a use of a key was written: not once a call. */
  private static long uses() {
    return caramel
        .jdbc()
        .sql("select n_tup_upd from pg_stat_user_tables where relname = 'api_key'")
        .query(Long.class)
        .single();
  }

  @Test
  void a_key_that_another_node_revoked_opens_nothing_any_more() {
    Callers callers = Callers.of(caramel, "revoked");
    assertThat(callers.get("test").status()).isEqualTo(200);

    caramel
        .jdbc()
        .sql("update api_key set revoked_at = now() where account_id = 'revoked'")
        .update();

    assertThat(callers.get("test").json().path("error").asText()).isEqualTo("revoked_key");
  }

  @Test
  void addresses_that_call_by_turns_are_not_written_each_time() {
    Callers callers = Callers.of(caramel, "turns");
    caramel.post("/api/accounts/turns/authorized-ips", "{\"address\":\"127.0.0.2\"}");
    callers.get("test");
    for (String from : List.of("127.0.0.2", "127.0.0.1", "127.0.0.2")) {
      caramel
          .jdbc()
          .sql("update api_key set last_used_at = last_used_at + interval '1 hour'")
          .update();
      RawHttp.of(caramel, from).get("/connector/v1/test", "X-API-Key: " + callers.key());
    }

    assertThat(
            caramel
                .get("/api/accounts/turns/keys")
                .path("keys")
                .path(0)
                .path("lastUsedFrom")
                .asText())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void wrong_keys_from_one_network_of_ipv6_are_counted_together_and_kept_for_a_minute() {
    RawHttp proxy = RawHttp.of(caramel, "127.0.0.3");
    for (int i = 0; i < 30; i++) {
      proxy.get(
          "/connector/v1/test", "X-Forwarded-For: 2001:db8:1:2::" + i, "X-API-Key: wrong" + i);
    }

    assertThat(from("2001:db8:1:2:ffff::1")).isEqualTo("too_many_attempts");
    assertThat(from("2001:db8:1:3::1")).isEqualTo("missing_key");
    assertThat(
            caramel
                .jdbc()
                .sql("select count(*) from wrong_key where family(address) = 6")
                .query(Long.class)
                .single())
        .isEqualTo(1);

    caramel
        .jdbc()
        .sql(
            "update wrong_key set tried_at = array(select t - interval '2 min' from unnest(tried_at) t)")
        .update();
    proxy.get("/connector/v1/test", "X-Forwarded-For: 203.0.113.7", "X-API-Key: wrong");
    assertThat(caramel.jdbc().sql("select count(*) from wrong_key").query(Long.class).single())
        .as("what no longer counts is forgotten")
        .isEqualTo(1);
  }

  @Test
  void the_checks_are_passed_in_the_order_that_is_told() {
    Callers callers = Callers.of(caramel, "order");
    String good = callers.key();
    String revoked = Callers.of(caramel, "order").key();
    caramel
        .jdbc()
        .sql("update api_key set revoked_at = now() where prefix = ?")
        .param(revoked.substring(0, 16))
        .update();
    String wrongInAll = "test?x=1";

    assertThat(error("127.0.0.5", "tset?x=1", "wrong")).isEqualTo("unknown_call");
    assertThat(error("127.0.0.5", wrongInAll, revoked)).isEqualTo("revoked_key");
    assertThat(error("127.0.0.5", wrongInAll, good)).isEqualTo("illegal_remote_endpoint");
    assertThat(error("127.0.0.1", wrongInAll, good)).isEqualTo("unknown_team");
    for (int i = 0; i < 10; i++) {
      assertThat(error("127.0.0.5", wrongInAll, "wrong")).isEqualTo("invalid_key");
    }
    assertThat(error("127.0.0.5", wrongInAll, "")).isEqualTo("too_many_attempts");
    assertThat(error("127.0.0.5", "tset", "wrong")).isEqualTo("unknown_call");
  }

  private static String error(String from, String call, String key) {
    return RawHttp.of(caramel, from)
        .get("/connector/v1/" + call, "X-API-Key: " + key, "X-Sugar-Team: Nowhere")
        .json()
        .path("error")
        .asText();
  }

  private static String from(String address) {
    return RawHttp.of(caramel, "127.0.0.3")
        .get("/connector/v1/test", "X-Forwarded-For: " + address)
        .json()
        .path("error")
        .asText();
  }
}
