package dev.caramel.sync.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sync.run.Run;
import dev.caramel.sync.run.Samples;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Keeps what a dry run would have changed. */
final class StepSamples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StepSamples() {}

  /**
   * Keeps changes, up to twenty of a kind.
   *
   * @param kind {@code updated}, {@code removed} or {@code added}
   * @param key what the value stands under
   * @param rows JSON array of objects with record, email and value; null for none
   */
  static void keep(Run run, String kind, String key, @Nullable String rows) {
    if (rows == null) {
      return;
    }
    try {
      for (JsonNode row : JSON.readTree(rows)) {
        run.samples()
            .add(
                kind,
                new Samples.Sample(
                    row.path("record").asText(null),
                    row.path("email").asText(null),
                    Collections.singletonMap(
                        key, JSON.treeToValue(row.path("value"), Object.class))));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL's jsonb was no JSON", e);
    }
  }
}
