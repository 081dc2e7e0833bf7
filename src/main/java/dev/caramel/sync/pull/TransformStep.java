package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends each record through the engineer's own route: a map of values by column goes in and comes
 * out. A record that the route refuses is a rejection, never the end of the run.
 */
@Component
class TransformStep {
  private final ProducerTemplate camel;

  TransformStep(ProducerTemplate camel) {
    this.camel = camel;
  }

  /**
   * Transforms the records in place; those that could not be are taken out of the list.
   *
   * @param unchanged ids of records that need not be transformed: their members hold the same
   *     already
   */
  List<PullRejections.Rejected> apply(
      Pull pull, List<SourceRecord> records, Set<String> unchanged) {
    List<PullRejections.Rejected> rejected = new ArrayList<>();
    String uri = pull.sync().transform();
    if (uri != null) {
      Endpoint endpoint = camel.getCamelContext().getEndpoint(uri);
      records.removeIf(
          record -> {
            if (unchanged.contains(record.id())) {
              return false;
            }
            String reason = transform(pull, endpoint, record);
            // A route that was stopped beneath the record refused nothing.
            pull.run.goOn();
            if (reason != null) {
              rejected.add(
                  new PullRejections.Rejected(
                      record.id(), record.primaryAddress(), null, null, reason, record.hash()));
            }
            return reason != null;
          });
    }
    return rejected;
  }

  private @Nullable String transform(Pull pull, Endpoint endpoint, SourceRecord record) {
    int fields = pull.layout.fields().size();
    Map<String, Object> values = new LinkedHashMap<>(2 * fields);
    for (int i = 0; i < fields; i++) {
      if (record.value(i) != SourceRecord.MISSING) {
        values.put(pull.columns.name(i), record.value(i));
      }
    }
    Object answer;
    try {
      answer = camel.requestBody(endpoint, values);
    } catch (CamelExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "the transform " + pull.sync().transform() + " failed: " + cause.getMessage();
    }
    if (!(answer instanceof Map<?, ?> transformed)) {
      return "the transform " + pull.sync().transform() + " answered no map of values by column";
    }
    for (int i = 0; i < fields; i++) {
      Object before = record.value(i);
      if (before != SourceRecord.MISSING) {
        Object after = transformed.get(pull.columns.name(i));
        // What the route let be is in canonical form.
        if (after != before || after instanceof List<?>) {
          record.value(i, canonical(pull, i, after));
        }
      }
    }
    return null;
  }

  private static @Nullable Object canonical(Pull pull, int place, @Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> items) {
      return items.isEmpty() ? null : items.stream().map(String::valueOf).toList();
    }
    return ValueReader.scalar(pull.layout.fields().get(place).kind(), value.toString());
  }
}
