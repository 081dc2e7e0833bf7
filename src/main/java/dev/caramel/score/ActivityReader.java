package dev.caramel.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one posted activity, and says all that is wrong in it. */
final class ActivityReader {
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("id", "email", "type", "asset", "url", "at"));
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_ASSET = 500;
  private static final int LONGEST_URL = 4000;

  /** Clocks differ, and some senders know no zones; what is further ahead is a mistake. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Instant now;
  private final Instant oldest;

  /**
   * A reader of one moment.
   *
   * @param now the time
   * @param oldest time before which activities are not kept
   */
  ActivityReader(Instant now, Instant oldest) {
    this.now = now;
    this.oldest = oldest;
  }

  /** What became of a row: an activity, or else the reason why it is none. */
  record Read(@Nullable Activity activity, @Nullable String reason) {}

  /** Reads a row, whatever it is. */
  Read read(JsonNode row) {
    if (!row.isObject()) {
      return new Read(null, "An activity is to be a JSON object.");
    }
    List<String> mistakes = new ArrayList<>();
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                mistakes.add(
                    "There is no key \"" + key + "\". There are: " + String.join(", ", KEYS) + ".");
              }
            });
    String id = text(row, "id", LONGEST_ID, true, mistakes);
    String email = email(row, mistakes);
    String type = type(row, mistakes);
    String asset = text(row, "asset", LONGEST_ASSET, false, mistakes);
    String url = text(row, "url", LONGEST_URL, false, mistakes);
    Instant at = time(row, mistakes);
    return id == null || email == null || type == null || at == null || !mistakes.isEmpty()
        ? new Read(null, String.join(" ", mistakes))
        : new Read(new Activity(id, email, type, asset, url, at), null);
  }

  private static @Nullable String text(
      JsonNode row, String key, int longest, boolean required, List<String> mistakes) {
    JsonNode value = row.get(key);
    if (value == null || value.isNull() || (value.isTextual() && value.asText().isBlank())) {
      if (required) {
        mistakes.add("\"" + key + "\" is missing.");
      }
      return null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      mistakes.add("\"" + key + "\" is to be text.");
      return null;
    }
    String text = value.asText().strip();
    if (text.length() > longest) {
      mistakes.add("\"" + key + "\" may have up to " + longest + " characters.");
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      mistakes.add("\"" + key + "\" has a character that is none (U+0000).");
      return null;
    }
    return text;
  }

  private static @Nullable String email(JsonNode row, List<String> mistakes) {
    String email = text(row, "email", LONGEST_EMAIL, true, mistakes);
    if (email != null && !email.matches("[^\\s@]+@[^\\s@]+")) {
      mistakes.add("\"email\" is no address: \"" + email + "\".");
      return null;
    }
    return email;
  }

  private static @Nullable String type(JsonNode row, List<String> mistakes) {
    String type = text(row, "type", LONGEST_ASSET, true, mistakes);
    if (type != null && !ActivityTypes.ALL.contains(type)) {
      mistakes.add(
          "\"type\" may be " + String.join(", ", ActivityTypes.ALL) + ", not \"" + type + "\".");
      return null;
    }
    return type;
  }

  private @Nullable Instant time(JsonNode row, List<String> mistakes) {
    String text = text(row, "at", LONGEST_ASSET, true, mistakes);
    if (text == null) {
      return null;
    }
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isAfter(now.plus(AHEAD))) {
        mistakes.add("\"at\" lies in the future: " + text + ".");
      } else if (at.isBefore(oldest)) {
        mistakes.add("\"at\" is older than activities are kept: " + text + ".");
      }
      return at;
    } catch (DateTimeException unreadable) {
      mistakes.add(
          "\"at\" is to be a time with its zone, such as 2026-11-23T18:00:00Z, not \""
              + text
              + "\".");
      return null;
    }
  }
}
