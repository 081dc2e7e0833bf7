package dev.caramel.sync.pull;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sugar.value.AnswerReader;
import java.io.IOException;
import java.io.InputStream;

/** Reads {@code {"record_count":12345}} (reference 4.1). */
final class CountReader implements AnswerReader<Long> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Long read(InputStream body) throws IOException {
    JsonNode count = JSON.readTree(body).path("record_count");
    if (!count.isNumber() && !count.isTextual()) {
      throw new JsonParseException(null, "the answer has no record_count");
    }
    return count.asLong();
  }
}
