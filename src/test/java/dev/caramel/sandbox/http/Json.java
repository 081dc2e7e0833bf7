package dev.caramel.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON in and out. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * Writes JSON.
   *
   * @param body what writes it
   * @return UTF-8
   */
  public static byte[] bytes(Body body) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(4096);
        JsonGenerator out = MAPPER.getFactory().createGenerator(bytes)) {
      body.write(out);
      out.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads JSON.
   *
   * @param bytes UTF-8
   * @return the tree
   * @throws IOException if it is no JSON
   */
  public static JsonNode read(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /**
   * Reads JSON.
   *
   * @param text the text
   * @return the tree
   * @throws IOException if it is no JSON
   */
  public static JsonNode read(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Makes a tree of any Java value.
   *
   * @param value maps, collections, numbers, texts
   * @return the tree
   */
  public static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Makes an empty object.
   *
   * @return the object
   */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Something that writes itself as JSON. */
  @FunctionalInterface
  public interface Body {

    /**
     * Writes one value.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    void write(JsonGenerator out) throws IOException;
  }
}
