package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column and the Sugar field that it is written to.
 *
 * @param column name of the column
 * @param field the field, as Sugar's metadata tells it
 * @param kind what it holds
 * @param keys keys of its dropdown; empty if it has none
 * @param updated whether the rule {@code update} of the push names it; others are sent with a
 *     create alone
 * @param conflict who wins where the pull updates the column too; null where only the push does
 * @param sign fingerprint of the metadata and of the definition: a refused value waits for another
 */
record PushField(
    String column,
    SugarField field,
    ValueKind kind,
    Map<String, String> keys,
    boolean updated,
    ListSync.@Nullable Conflict conflict,
    String sign) {
  String name() {
    return field.name();
  }

  /** Whether both directions update it. */
  boolean both() {
    return conflict != null;
  }

  /** Whether Sugar's value must be read before it is written. */
  boolean readFirst() {
    return both() || kind == ValueKind.EMAIL;
  }

  /** Canonical value of a record, or {@code SourceRecord.MISSING}. */
  @Nullable Object of(JsonNode record) {
    return WireValues.read(kind, record.get(name()));
  }
}
