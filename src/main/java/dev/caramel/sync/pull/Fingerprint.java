package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sync.ListSync;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * What a complete pull depends on: source, mapping, transform and rules. Names of columns and of
 * the list are for people and do not count: a renamed column keeps its values.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * The same for pulls that depend on the same.
   *
   * @param transformText text of the routes that each record passes; empty where there are none
   */
  static String of(ListSync sync, String connection, RecordLayout layout, String transformText) {
    ListSync.PullRules rules = sync.pull();
    TreeSet<String> fields = new TreeSet<>();
    layout.fields().forEach(field -> fields.add(field.name() + ":" + field.kind()));
    TreeSet<String> updated = new TreeSet<>();
    if (rules != null) {
      rules
          .update()
          .forEach(name -> sync.column(name).ifPresent(column -> updated.add(column.field())));
    }
    String text =
        String.join(
            "\n",
            connection,
            sync.module(),
            String.valueOf(sync.filter()),
            String.valueOf(sync.targetList()),
            String.valueOf(sync.team()),
            String.valueOf(sync.transform()) + transformText,
            String.valueOf(sync.excludeConverted()),
            rules == null ? "" : rules.add() + "/" + rules.remove(),
            fields.toString(),
            updated.toString(),
            pushed(sync).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What a push writes is compared by every pull: a new column of it needs an agreed value. */
  private static TreeSet<String> pushed(ListSync sync) {
    TreeSet<String> pushed = new TreeSet<>();
    ListSync.PushRules rules = sync.push();
    if (rules != null) {
      rules
          .update()
          .forEach(name -> sync.column(name).ifPresent(column -> pushed.add(column.field())));
    }
    return pushed;
  }
}
