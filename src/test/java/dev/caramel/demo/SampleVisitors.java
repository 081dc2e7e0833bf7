package dev.caramel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * People who do things, as a marketing tool tells of them: every two seconds some of the sandbox's
 * leads open, click and visit, and now and then somebody comes whom Sugar does not know. All of it
 * is posted over the API.
 */
final class SampleVisitors implements AutoCloseable {
  /** The first visitor: one whom Sugar does not know. */
  static final String FIRST = "visitor-1@example.net";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TYPES =
      List.of("opened", "opened", "clicked", "page-visited", "page-visited", "form-viewed");
  private static final List<String> NAMES = List.of("Rivera", "  Okafor", "Lindqvist ", "Tanaka");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SOME = 8;
  private static final int EACH_NEW = 8;

  private final String caramel;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(2026);
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<String> leads = new ArrayList<>();
  private boolean prepared;
  private int ticks;
  private int visitors;
  private int activities;
  private volatile @Nullable Exception lastTrouble;

  SampleVisitors(String caramel) {
    this.caramel = caramel;
  }

  void start() {
    var unused = thread.scheduleWithFixedDelay(this::tick, 0, 2, TimeUnit.SECONDS);
  }

  /** What they did, for who wonders why nothing happens. */
  @Override
  public String toString() {
    return "%d activities of %d visitors and %d leads in %d rounds, last trouble: %s"
        .formatted(activities, visitors, leads.size(), ticks, lastTrouble);
  }

  private void tick() {
    try {
      if (!prepared) {
        prepared = prepare();
        return;
      }
      ArrayNode batch = JSON.createArrayNode();
      batch.add(activity(DemoLead.EMAIL, ticks == 0 ? "form-submitted" : kind()));
      batch.add(activity(leads.get(random.nextInt(leads.size())), kind()));
      if (ticks++ % EACH_NEW == 0) {
        come(batch);
      }
      send("POST", "/api/accounts/default/activities", batch.toString());
    } catch (IOException | RuntimeException e) {
      // Caramel is starting or stopping, or slow: the next tick tries again. Whatever else it is,
      // people must not stop to come because of it.
      lastTrouble = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the first pull, and names whom the push of the visitors is for. */
  private boolean prepare() throws IOException, InterruptedException {
    JsonNode members = send("GET", "/api/lists/all-sugar-leads/members?limit=50", "");
    members.path("members").findValuesAsText("email").stream()
        .filter(email -> email.contains("@"))
        .limit(SOME)
        .forEach(leads::add);
    if (leads.isEmpty()) {
      return false;
    }
    send(
        "PUT",
        "/api/lists/website-visitors/segments/qualified",
        "{\"all\":[{\"score\":\"total\",\"condition\":\"greater\",\"value\":39}]}");
    return true;
  }

  /** Somebody comes who is worth a call; the second one is Jane, whom Sugar knows. */
  private void come(ArrayNode batch) throws IOException, InterruptedException {
    visitors++;
    String email = visitors == 2 ? DemoLead.EMAIL : "visitor-%d@example.net".formatted(visitors);
    ObjectNode member = JSON.createObjectNode();
    member.put("Email", email.toUpperCase(Locale.ROOT));
    member.put("First Name", "Visitor " + visitors);
    member.put("Last Name", NAMES.get(visitors % NAMES.size()));
    send(
        "POST",
        "/api/lists/website-visitors/members",
        JSON.createArrayNode().add(member).toString());
    batch.add(activity(email, "form-submitted"));
    batch.add(activity(email, "webinar-attended"));
  }

  private String kind() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private ObjectNode activity(String email, String type) {
    ObjectNode activity = JSON.createObjectNode();
    activity.put("id", "demo-" + ++activities);
    activity.put("email", email);
    activity.put("type", type);
    activity.put("asset", "Spring mailing");
    activity.put("at", Instant.now().toString());
    return activity;
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(caramel + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + Demo.KEY)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
