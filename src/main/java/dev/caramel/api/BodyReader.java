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
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private final ObjectMapper json;

  BodyReader(@Qualifier("apiJson") ObjectMapper json) {
    this.json = json;
  }

  /**
   * The body as the type that the call declares, or null if it takes none. A body that is left out
   * counts as an empty object.
   *
   * @throws WrongRequest if it is no JSON, or not of the declared shape
   * @throws WrongBodyType if it is sent as something else than JSON
   * @throws BodyTooLarge if it has more than one mebibyte
   */
  @Nullable Object read(DeclaredCall call, HttpServletRequest request, Message message) {
    if (call.bodyType() != null && mayHaveBody(request) && !isJson(request.getContentType())) {
      throw new WrongBodyType("The body is to be JSON, sent with Content-Type: application/json.");
    }
    byte[] body = bytesOf(message);
    if (body.length == 0) {
      return call.bodyType() == null ? null : parse(NOTHING, call.bodyType());
    }
    if (call.bodyType() == null) {
      throw WrongRequest.of("body", "This call takes no body.");
    }
    return parse(body, call.bodyType());
  }

  private static byte[] bytesOf(Message message) {
    try (InputStream body = message.getBody(InputStream.class)) {
      if (body == null) {
        return new byte[0];
      }
      byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new BodyTooLarge("The body may have up to " + LARGEST_BODY + " bytes here.");
      }
      return bytes;
    } catch (IOException broken) {
      throw new UncheckedIOException("The body could not be read", broken);
    }
  }

  private static boolean mayHaveBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static boolean isJson(@Nullable String mediaType) {
    try {
      return mediaType != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(mediaType));
    } catch (InvalidMediaTypeException unreadable) {
      return false;
    }
  }

  private Object parse(byte[] body, Class<?> type) {
    UnknownKeys unknown = new UnknownKeys();
    try {
      Object value = json.readerFor(type).withHandler(unknown).readValue(body);
      if (!unknown.mistakes.isEmpty()) {
        throw new WrongRequest(unknown.mistakes);
      }
      if (value == null) {
        throw WrongRequest.of("body", "The body is to be a JSON object, not null.");
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
