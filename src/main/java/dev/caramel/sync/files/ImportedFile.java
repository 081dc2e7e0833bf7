package dev.caramel.sync.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a sync file as a colleague would have written it. */
final class ImportedFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN =
      Pattern.compile("\\p{L}[\\p{L}\\p{N}_()./&+-]*( [\\p{L}\\p{N}_()./&+-]+)*");
  private static final Pattern WORD =
      Pattern.compile("true|false|null|yes|no|on|off|y|n", Pattern.CASE_INSENSITIVE);
  private static final String SCORE = "caramel_lead_score_c";
  private static final String NIGHTLY = "0 0 2 * * ?";
  private static final int LONGEST_ID = 60;

  private ImportedFile() {}

  /** An id made of a list's name: {@code All Sugar Leads} becomes {@code all-sugar-leads}. */
  static String id(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(LONGEST_ID, plain.length()));
    return cut.replaceAll("^-+|-+$", "");
  }

  /** The whole file. */
  static String text(String id, String account, ImportOrder order, Map<String, String> columns) {
    StringBuilder text = new StringBuilder(512);
    text.append("- beans:\n    - name: ").append(id);
    text.append("\n      type: dev.caramel.sync.ListSync\n      properties:\n");
    property(text, "list", order.name());
    property(text, "account", account);
    property(text, "module", order.module());
    property(text, "targetList", order.targetList());
    if (order.filter() != null) {
      text.append("        filter: |\n").append(order.filter().strip().indent(10));
    }
    text.append("        columns:\n");
    columns.forEach(
        (column, field) ->
            text.append("          ")
                .append(scalar(column))
                .append(": ")
                .append(scalar(field))
                .append('\n'));
    rules(text, columns);
    route(text, id, order);
    return text.toString();
  }

  private static void rules(StringBuilder text, Map<String, String> columns) {
    List<String> pulled =
        columns.entrySet().stream()
            .filter(column -> !column.getValue().equals(SCORE))
            .map(Map.Entry::getKey)
            .toList();
    List<String> pushed =
        columns.keySet().stream().filter(column -> !pulled.contains(column)).toList();
    text.append("        pull:\n          add: true\n          remove: true\n");
    update(text, pulled);
    if (!pushed.isEmpty()) {
      text.append("        push:\n");
      update(text, pushed);
    }
  }

  private static void update(StringBuilder text, List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    boolean plain = columns.stream().allMatch(column -> PLAIN.matcher(column).matches());
    if (plain) {
      text.append("          update: ").append(String.join(", ", columns)).append('\n');
    } else {
      text.append("          update:\n");
      columns.forEach(c -> text.append("            - ").append(scalar(c)).append('\n'));
    }
  }

  private static void route(StringBuilder text, String id, ImportOrder order) {
    String cron = order.schedule() == null ? NIGHTLY : order.schedule().strip();
    String when = cron.equals(NIGHTLY) ? "every night at 02:00" : "at " + cron;
    text.append("- route:\n    id: ").append(id).append("\n    description: ");
    text.append(quoted("Keeps the list " + order.name() + " in step with Sugar, " + when));
    text.append("\n    from:\n      uri: quartz:sync/").append(id);
    text.append("\n      parameters:\n        cron: ").append(quoted(cron));
    text.append("\n      steps:\n        - to:\n            uri: direct:pull-from-sugar\n");
    if (text.indexOf("        push:\n") > 0) {
      text.append("        - to:\n            uri: direct:push-to-sugar\n");
    }
  }

  private static void property(StringBuilder text, String key, @Nullable String value) {
    if (value != null) {
      text.append("        ").append(key).append(": ").append(scalar(value)).append('\n');
    }
  }

  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A text could not be quoted", impossible);
    }
  }
}
