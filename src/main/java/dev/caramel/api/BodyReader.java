package dev.caramel.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads the JSON body of a request: unknown keys are refused by name, all at once. */
@Component
class BodyReader {
  private static final int LARGEST_BODY = 1 << 20;
  private static final MediaType JSON = MediaType.APPLICATION_JSON;
  private static final MediaType CSV = MediaType.parseMediaType("text/csv");
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private final ObjectMapper json;

  BodyReader(@Qualifier("apiJson") ObjectMapper json) {
    this.json = json;
  }

  /**
   * The body as the type that the call declares, or null if it takes none. A body that is left out
   * counts as an empty object.
   *
   * @throws WrongRequest if it is no JSON in UTF-8, or not of the declared shape
   * @throws WrongBodyType if it is sent as something else than JSON, or packed
   * @throws BodyTooLarge if it has more than one mebibyte, or of a {@link BulkBody} more than 32
   */
  @Nullable Object read(DeclaredCall call, HttpServletRequest request, Message message) {
    if (call.bodyType() != null && NoCodings.isCoded(request)) {
      throw new WrongBodyType("The body is to be sent as it is, without Content-Encoding.");
    }
    if (call.bodyType() == BulkBody.class) {
      return bulk(request, message);
    }
    if (call.bodyType() != null && mayHaveBody(request) && !is(JSON, request.getContentType())) {
      throw new WrongBodyType("The body is to be JSON, sent with Content-Type: application/json.");
    }
    byte[] body = bytesOf(message, LARGEST_BODY);
    if (body.length == 0) {
      return call.bodyType() == null ? null : parse(NOTHING, call.bodyType());
    }
    if (call.bodyType() == null) {
      throw WrongRequest.of("body", "This call takes no body.");
    }
    return parse(body, call.bodyType());
  }

  private BulkBody bulk(HttpServletRequest request, Message message) {
    boolean csv = is(CSV, request.getContentType());
    if (!csv && !is(JSON, request.getContentType())) {
      throw new WrongBodyType(
          "The body is to be sent with Content-Type: application/json, or text/csv where CSV is"
              + " taken.");
    }
    return new BulkBody(bytesOf(message, BulkBody.LARGEST), csv, json);
  }

  private static byte[] bytesOf(Message message, int largest) {
    try (InputStream body = message.getBody(InputStream.class)) {
      if (body == null) {
        return new byte[0];
      }
      byte[] bytes = body.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw new BodyTooLarge("The body may have up to " + largest + " bytes here.");
      }
      return bytes;
    } catch (IOException broken) {
      throw new UncheckedIOException("The body could not be read", broken);
    }
  }

  private static boolean mayHaveBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static boolean is(MediaType wanted, @Nullable String mediaType) {
    try {
      return mediaType != null && wanted.isCompatibleWith(MediaType.parseMediaType(mediaType));
    } catch (InvalidMediaTypeException unreadable) {
      return false;
    }
  }

  private Object parse(byte[] body, Class<?> type) {
    String text = utf8(body);
    if (text.contains("\\u0000")) {
      throw WrongRequest.of("body", "The body has a character that is none (U+0000).");
    }
    UnknownKeys unknown = new UnknownKeys();
    try {
      Object value = json.readerFor(type).withHandler(unknown).readValue(text);
      if (value == null) {
        throw WrongRequest.of("body", "The body is to be a JSON object, not null.");
      }
      List<Refusal.Mistake> mistakes = new ArrayList<>(unknown.mistakes);
      mistakes.addAll(RequiredKeys.missing(value));
      if (!mistakes.isEmpty()) {
        throw new WrongRequest(mistakes);
      }
      return value;
    } catch (MismatchedInputException mismatch) {
      List<Refusal.Mistake> mistakes = new ArrayList<>(unknown.mistakes);
      mistakes.add(mistakeOf(mismatch));
      throw new WrongRequest(mistakes);
    } catch (JsonProcessingException broken) {
      throw WrongRequest.of("body", "The body is no JSON: " + broken.getOriginalMessage() + ".");
    } catch (IOException impossible) {
      throw new UncheckedIOException("The body could not be read", impossible);
    }
  }

  private static String utf8(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException other) {
      throw WrongRequest.of("body", "The body is no JSON in UTF-8.");
    }
  }

  private static Refusal.Mistake mistakeOf(MismatchedInputException mismatch) {
    String key =
        mismatch.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    if (mismatch.getOriginalMessage().startsWith("Missing required creator property")) {
      return new Refusal.Mistake(key, "The key \"" + key + "\" is missing.");
    }
    if (key.isEmpty()) {
      return new Refusal.Mistake("body", "The body is to be one JSON object and nothing else.");
    }
    return new Refusal.Mistake(
        key, "\"" + key + "\" is to be " + wanted(mismatch.getTargetType()) + ".");
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number";
    }
    if (type != null && Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return type == String.class ? "text" : "of another type";
  }

  /** Collects the keys that the type does not have, instead of stopping at the first. */
  private static final class UnknownKeys extends DeserializationProblemHandler {
    private final List<Refusal.Mistake> mistakes = new ArrayList<>();

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String key)
        throws IOException {
      Collection<Object> known = deserializer.getKnownPropertyNames();
      String keys =
          known == null
              ? ""
              : " There are: "
                  + known.stream().map(String::valueOf).collect(Collectors.joining(", "))
                  + ".";
      mistakes.add(new Refusal.Mistake(key, "There is no key \"" + key + "\" here." + keys));
      parser.skipChildren();
      return true;
    }
  }
}
