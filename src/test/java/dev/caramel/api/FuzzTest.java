package dev.caramel.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Every call of the description, sent its own example with one thing wrong: no 5xx, nothing of what
 * is inside, no secret anywhere. A new call is covered by itself; {@code -Pthorough} takes more
 * random requests, others each time.
 */
@ExtendWith(OutputCaptureExtension.class)
class FuzzTest {
  private static final boolean THOROUGH = Boolean.getBoolean("caramel.test.thorough");
  private static final long SEED = THOROUGH ? System.nanoTime() : 6;
  private static final int RANDOM_REQUESTS = THOROUGH ? 50_000 : 700;

  private static final String ADMIN = "Authorization: Bearer " + RunningCaramel.KEY;
  private static final String JSON = "Content-Type: application/json";
  private static final String PASSWORD = "a-password-of-sugar-for-tests";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(5))
          .with("caramel.sugar.connections.secretive.url", "http://127.0.0.1:1")
          .with("caramel.sugar.connections.secretive.username", "caramel")
          .with("caramel.sugar.connections.secretive.password", PASSWORD);

  private static final List<ExampleCall> CALLS = ExampleCall.all(new ApiContract());

  private static String key;
  private static RawHttp caller;

  @BeforeAll
  static void aListThatTheExamplesName() {
    caller = RawHttp.of(caramel, "127.0.0.1");
    caramel.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    key = caramel.post("/api/accounts/default/keys", null).path("key").asText();
    caramel.sync(
        "all-sugar-leads",
        """
        list: All Sugar Leads
        module: Leads
        columns:
          Email: email
          Last Name: last_name
          Lead Score: description
        pull:
          add: true
        """);
  }

  @Test
  void a_body_with_one_wrong_value_is_no_failure_of_ours(CapturedOutput log) throws IOException {
    Discretion discretion = discretion();
    for (ExampleCall call : CALLS) {
      String body = call.body();
      if (body != null) {
        for (String wrong : WrongBodies.of(new ObjectMapper().readTree(body))) {
          discretion.judge(call + " " + wrong, send(call, "", wrong.getBytes(UTF_8), JSON));
        }
      }
    }
    assertThat(discretion.judged()).isGreaterThan(1000);
    discretion.end(log.getAll());
  }

  @Test
  void a_body_in_another_encoding_or_of_another_kind_is_no_failure_of_ours(CapturedOutput log) {
    Discretion discretion = discretion();
    for (ExampleCall call : CALLS) {
      String body = call.body();
      if (body == null) {
        continue;
      }
      String nul = body.replaceFirst("\"[^\"]*\"(?=[,}\\]])", "\"\\\\u0000\"");
      byte[] latin =
          body.replaceFirst("\"[^\"]*\"(?=[,}\\]])", "\"\u00ff\u00fe\"").getBytes(ISO_8859_1);
      for (byte[] octets :
          List.of(
              body.getBytes(UTF_16),
              nul.getBytes(UTF_16),
              latin,
              ("\uFEFF" + body).getBytes(UTF_8),
              new byte[300])) {
        for (String type :
            List.of(
                JSON,
                JSON + "; charset=utf-16",
                JSON + "; charset=no-such-charset",
                JSON + "\r\nContent-Encoding: gzip",
                "Content-Type: text/csv",
                "Content-Type: text/csv; charset=iso-8859-1",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/x-www-form-urlencoded; charset=x",
                "Content-Type: a/b\r\n" + JSON)) {
          discretion.judge(call + " " + type, send(call, "", octets, type));
        }
      }
    }
    assertThat(discretion.judged()).isGreaterThan(400);
    discretion.end(log.getAll());
  }

  @Test
  void random_requests_are_no_failure_of_ours(CapturedOutput log) {
    Discretion discretion = discretion();
    Random random = new Random(SEED);
    RandomText text = new RandomText(random);
    for (int i = 0; i < RANDOM_REQUESTS; i++) {
      ExampleCall call = CALLS.get(random.nextInt(CALLS.size()));
      String path = call.path((name, example) -> random.nextInt(3) == 0 ? text.any() : example);
      List<String> queries = call.queries();
      String query = queries.get(random.nextInt(queries.size()));
      if (random.nextBoolean()) {
        query =
            query.replaceFirst(
                "=[^&]*", "=" + java.util.regex.Matcher.quoteReplacement(text.escaped()));
      }
      String body = call.body() == null ? "" : text.spoilt(call.body());
      String what = SEED + "/" + i + " " + call.method() + " " + path + query + " " + body;
      discretion.judge(
          what,
          caller.send(
              random.nextInt(20) == 0 ? text.method() : call.method(),
              path + query,
              body.getBytes(UTF_8),
              ADMIN,
              "X-API-Key: " + key,
              JSON,
              "X-Sugar-Team: " + (random.nextInt(4) == 0 ? text.header() : ""),
              "Accept: " + text.header()));
    }
    discretion.end(log.getAll());
  }

  @Test
  void what_is_hardly_http_is_no_failure_of_ours(CapturedOutput log) {
    Discretion discretion = discretion();
    for (String path :
        List.of("/connector/v1/test", "/api/accounts/default/activities", "/api/nope", "/")) {
      for (String request : OddRequests.to(path)) {
        String whole = request.replace("KEYS", ADMIN + "\r\nX-API-Key: " + key);
        try {
          discretion.judge(request, caller.send(whole.getBytes(ISO_8859_1)));
        } catch (UncheckedIOException cut) {
          assertThat(whole.length()).as("who reads on may be cut off").isGreaterThan(8192);
        }
      }
    }
    discretion.end(log.getAll());
  }

  /** Keys that somebody puts where they do not belong, in every call. */
  @Test
  void a_key_in_a_wrong_place_opens_nothing_and_is_told_to_nobody(CapturedOutput log) {
    Discretion discretion = discretion();
    RawHttp other = RawHttp.of(caramel, "127.0.0.9");
    for (ExampleCall call : CALLS) {
      String path = call.path((name, example) -> example);
      String right = call.isConnector() ? key : RunningCaramel.KEY;
      String wrong = call.isConnector() ? RunningCaramel.KEY : key;
      for (String[] headers :
          List.of(
              new String[] {"Authorization: Bearer " + wrong, "X-API-Key: " + wrong},
              new String[] {"Authorization: Basic " + right, "Cookie: key=" + right},
              new String[] {"X-Api-Token: " + right, "Referer: http://x/?" + right},
              new String[] {"Authorization: " + right, "X-API-Key: Bearer " + right})) {
        RawHttp.Answer answer =
            other.send(
                call.method(),
                path + "?X-API-Key=" + right + "&Authorization=Bearer%20" + right,
                new byte[0],
                headers);
        assertThat(answer.status()).as(call.toString()).isIn(401, 429);
        discretion.judge(call.toString(), answer);
      }
    }
    discretion.end(log.getAll());
  }

  private static RawHttp.Answer send(ExampleCall call, String query, byte[] body, String type) {
    String path = call.path((name, example) -> example);
    return caller.send(
        call.method(), path + query, body, ADMIN, "X-API-Key: " + key, type, "X-Odd: marker-odd");
  }

  private static Discretion discretion() {
    return new Discretion(caramel, key, key.replaceFirst(".*_", ""), PASSWORD);
  }
}
