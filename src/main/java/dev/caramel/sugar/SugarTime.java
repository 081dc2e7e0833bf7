package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sugar.value.SugarTimes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks Sugar what time it is: of its metadata, else of its ping, else of its answers' header. */
@Component
class SugarTime {
  private final SugarRoutes routes;
  private final SugarConnections connections;
  private final SugarClocks clocks;
  private final ObjectMapper json;

  SugarTime(
      SugarRoutes routes, SugarConnections connections, SugarClocks clocks, ObjectMapper json) {
    this.routes = routes;
    this.connections = connections;
    this.clocks = clocks;
    this.json = json;
  }

  Instant now(String connection) {
    JsonNode info =
        routes
            .request(
                SugarRequest.get(
                    connection,
                    "metadata",
                    Map.of("type_filter", "server_info"),
                    "asking for Sugar's time",
                    this::tree))
            .path("server_info");
    Instant now = SugarTimes.read(info.path("server_time").asText(""));
    if (now == null) {
      now = SugarTimes.read(info.path("gmt_time").asText(""));
    }
    if (now == null) {
      now = pinged(connection);
    }
    if (now == null) {
      now = clocks.now(connections.get(connection));
    }
    if (now == null) {
      throw new SugarException.NoUsableAnswer(
          "Sugar does not tell its time: neither in its metadata nor in a header", null, false);
    }
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  private @Nullable Instant pinged(String connection) {
    try {
      return SugarTimes.read(
          routes
              .request(
                  SugarRequest.get(
                      connection,
                      "ping/whattimeisit",
                      Map.of(),
                      "asking for Sugar's time",
                      this::tree))
              .asText(""));
    } catch (SugarException.NotFound | SugarException.Refused unknown) {
      // Not every release has this path: the header is left.
      return null;
    }
  }

  private JsonNode tree(InputStream body) throws IOException {
    return json.readTree(body);
  }
}
