package dev.caramel.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * The body of a call that takes many rows, each judged by itself: a JSON array of objects, or one
 * object alone, or CSV where the call takes that. A rest definition declares it as the type of its
 * body.
 */
public final class BulkBody {
  /** Most bytes of such a body: 32 mebibytes. */
  static final int LARGEST = 32 << 20;

  private final byte[] bytes;
  private final boolean csv;
  private final ObjectMapper json;

  BulkBody(byte[] bytes, boolean csv, ObjectMapper json) {
    this.bytes = bytes;
    this.csv = csv;
    this.json = json;
  }

  /** Whether it was sent as CSV. */
  public boolean isCsv() {
    return csv;
  }

  /**
   * The body as text, without the mark that some spreadsheets begin a file with.
   *
   * @throws WrongRequest if it is no UTF-8: better no row than one with damaged names
   */
  public Reader text() {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException other) {
      throw WrongRequest.of("body", "The body is no UTF-8: save the file as CSV in UTF-8.");
    }
    boolean marked =
        bytes.length > 2
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int begin = marked ? 3 : 0;
    return new InputStreamReader(
        new ByteArrayInputStream(bytes, begin, bytes.length - begin), StandardCharsets.UTF_8);
  }

  /**
   * The rows of a JSON body, one after another, whatever they are.
   *
   * @throws WrongRequest if the body is no JSON, or neither an array nor an object: then no row is
   *     given out
   * @throws WrongBodyType if it was sent as CSV
   */
  public Iterator<JsonNode> rows() {
    if (csv) {
      throw new WrongBodyType("The body is to be JSON, sent with Content-Type: application/json.");
    }
    try {
      checkToTheEnd();
      return json.readerFor(JsonNode.class).readValues(bytes);
    } catch (JsonProcessingException broken) {
      throw WrongRequest.of("body", "The body is no JSON: " + broken.getOriginalMessage() + ".");
    } catch (IOException impossible) {
      throw new UncheckedIOException("The body could not be read", impossible);
    }
  }

  /** Before the first row is stored, so that a broken body stores nothing. */
  private void checkToTheEnd() throws IOException {
    try (JsonParser parser = json.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
        throw WrongRequest.of("body", "The body is to be a JSON array of objects, or one object.");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw WrongRequest.of("body", "The body is to be one JSON array, or one object, alone.");
      }
    }
  }
}
