package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a module of Sugar's metadata, of what the user may do, and of the labels (reference 7). */
final class FieldReader {
  private static final Set<String> DROPDOWNS =
      Set.of("enum", "multienum", "radioenum", "dynamicenum");

  /** Types whose values a record cannot be given as JSON. */
  private static final Set<String> NOT_WRITTEN = Set.of("image", "file", "password", "fullname");

  /** Set by the server at every save, whatever is sent (reference 5.2). */
  private static final Set<String> SERVERS_OWN =
      Set.of("id", "date_entered", "date_modified", "created_by", "modified_user_id", "deleted");

  /** Computed fields that Sugar nevertheless keeps when they are written (reference 4.7). */
  private static final Set<String> WRITABLE_WITHOUT_COLUMN =
      Set.of("email", "email1", "email2", "email_opt_out", "invalid_email", "tag", "team_name");

  private final String module;
  private final SugarAccess access;
  private final SugarLabels labels;

  private FieldReader(String module, SugarAccess access, SugarLabels labels) {
    this.module = module;
    this.access = access;
    this.labels = labels;
  }

  /** The module, or empty if there is none of that name, or none that the user may see. */
  static Optional<SugarModule> module(
      String name, JsonNode metadata, SugarAccess access, SugarLabels labels) {
    JsonNode fields = metadata.path("modules").path(name).path("fields");
    if (!fields.isObject() || !access.canSee(name)) {
      return Optional.empty();
    }
    FieldReader reader = new FieldReader(name, access, labels);
    Map<String, SugarField> made = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(
            entry -> {
              if (reader.isField(entry.getKey(), entry.getValue())) {
                made.put(entry.getKey(), reader.field(entry.getKey(), entry.getValue()));
              }
            });
    return Optional.of(
        new SugarModule(name, labels.module(name), Collections.unmodifiableMap(made)));
  }

  /** Beside fields there stands a hash. */
  private boolean isField(String name, JsonNode field) {
    return field.isObject() && !name.equals("_hash") && access.canRead(module, name);
  }

  private SugarField field(String name, JsonNode field) {
    String type = field.path("type").asText("varchar");
    boolean stored = isStored(field) && !type.equals("link");
    String options = field.path("options").asText("");
    return new SugarField(
        name,
        labels.field(module, field),
        type,
        length(field.path("len")),
        DROPDOWNS.contains(type) && !options.isEmpty() ? options : null,
        isTrue(field.path("required")),
        isWritable(name, type, field, stored),
        stored);
  }

  private boolean isWritable(String name, String type, JsonNode field, boolean stored) {
    return (stored || WRITABLE_WITHOUT_COLUMN.contains(name))
        && !SERVERS_OWN.contains(name)
        && !NOT_WRITTEN.contains(type)
        && !isTrue(field.path("readonly"))
        && !isTrue(field.path("calculated"))
        && !isTrue(field.path("auto_increment"))
        && access.canWrite(module, name);
  }

  private static boolean isStored(JsonNode field) {
    String source = field.path("source").asText("");
    return source.isEmpty() || source.equals("db") || source.equals("custom_fields");
  }

  private static @Nullable Integer length(JsonNode length) {
    if (length.isInt()) {
      return length.intValue();
    }
    String text = length.asText("");
    return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
  }

  /** PHP writes true in many ways. */
  private static boolean isTrue(JsonNode flag) {
    String text = flag.asText("");
    return text.equals("true") || text.equals("1");
  }
}
