package dev.caramel.sugar;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What came back from Sugar's address, Sugar's own or a proxy's.
 *
 * @param status HTTP status
 * @param contentType content type, or an empty string
 * @param retryAfter value of the header Retry-After, or null
 * @param date value of the header Date, or null
 * @param location value of the header Location, or null
 * @param body the body
 */
record SugarAnswer(
    int status,
    String contentType,
    @Nullable String retryAfter,
    @Nullable String date,
    @Nullable String location,
    InputStream body) {
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int LONGEST_ERROR = 64 * 1024;

  static SugarAnswer of(Exchange exchange) {
    Message message = exchange.getMessage();
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    InputStream body = message.getBody(InputStream.class);
    String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    return new SugarAnswer(
        status == null ? 0 : status,
        type == null ? "" : type,
        message.getHeader("Retry-After", String.class),
        message.getHeader("Date", String.class),
        message.getHeader("Location", String.class),
        body == null ? new ByteArrayInputStream(new byte[0]) : body);
  }

  boolean isSuccess() {
    return status >= OK && status < REDIRECT;
  }

  boolean isPage() {
    return contentType.toLowerCase(Locale.ROOT).contains("html");
  }

  /** Sugar's own account of an error; one without a label if the body is not Sugar's. */
  SugarError error(ObjectMapper json) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST_ERROR);
    try {
      JsonNode node = json.readTree(bytes);
      return node == null || !node.isObject()
          ? SugarError.NONE
          : new SugarError(
              node.path("error").asText(""),
              node.path("error_message").asText(""),
              node.has("url") && node.has("platform"));
    } catch (JacksonException e) {
      // A proxy's page, or PHP's last words: its status alone counts.
      return SugarError.NONE;
    }
  }

  /** The pause that the answer asks for, given in seconds or as a date. */
  @Nullable Duration pause(Clock clock) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant then = httpDate(text);
    if (then == null) {
      return null;
    }
    Instant now = httpDate(date);
    Duration pause = Duration.between(now == null ? clock.instant() : now, then);
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  static @Nullable Instant httpDate(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      // Not a date: as good as none.
      return null;
    }
  }
}
