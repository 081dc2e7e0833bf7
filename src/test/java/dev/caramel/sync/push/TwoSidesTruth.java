package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.RunningCaramel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must come of edits on both sides, by the rules of the list and by none of the program's
 * code.
 */
final class TwoSidesTruth {
  /** Fields that both sides edit, and the rule of each. */
  private static final Map<String, String> RULES =
      Map.of("title", "sugar", "department", "list", "description", "newest", FIELD, "push");

  static final List<String> FIELDS = RULES.keySet().stream().sorted().toList();
  static final String FLAG = "opted out";

  private final RunningCaramel caramel;

  /** Last edits since both sides last agreed, by address and field. */
  private final Map<String, Map<String, String>> ofList = new TreeMap<>();

  private final Map<String, Map<String, String>> ofSugar = new TreeMap<>();

  private boolean strict;

  TwoSidesTruth(RunningCaramel caramel) {
    this.caramel = caramel;
  }

  void begin() {
    ofList.clear();
    ofSugar.clear();
    strict = false;
  }

  void ofList(String email, String field, Object value) {
    note(ofList, email, field, value);
  }

  void ofSugar(String email, String field, Object value) {
    note(ofSugar, email, field, value);
  }

  void forget(String email) {
    ofList.remove(email);
    ofSugar.remove(email);
  }

  private static void note(
      Map<String, Map<String, String>> edits, String email, String field, Object value) {
    edits.computeIfAbsent(email, one -> new TreeMap<>()).put(field, String.valueOf(value));
  }

  /** Both sides agree now: what was edited before is settled. */
  void settled() {
    ofList.clear();
    ofSugar.clear();
    strict = true;
  }

  /** A run met a fault, or somebody edited meanwhile: which edits it still saw is open. */
  void open() {
    strict = false;
  }

  /** Checks that both sides agree by the rules, and that no edit was lost. */
  void agree() {
    Map<String, Map<String, String>> sugar = inSugar();
    Map<String, Map<String, String>> list = inList();
    assertThat(list.keySet()).as("members and leads").isEqualTo(sugar.keySet());
    List<String> wrong = new ArrayList<>();
    sugar.forEach(
        (email, values) ->
            values.forEach(
                (field, kept) -> {
                  String held = String.valueOf(list.get(email).get(field));
                  String mistake = mistake(email, field, kept, held);
                  if (mistake != null) {
                    wrong.add("%s, %s: %s".formatted(email, field, mistake));
                  }
                }));
    assertThat(wrong).isEmpty();
  }

  private @Nullable String mistake(String email, String field, String kept, String held) {
    String list = ofList.getOrDefault(email, Map.of()).get(field);
    String sugar = ofSugar.getOrDefault(email, Map.of()).get(field);
    String both =
        "Sugar has %s, the list %s; edited to %s and %s".formatted(kept, held, sugar, list);
    if (field.equals(FIELD)) {
      boolean drift = sugar != null && sugar.equals(kept) && (list == null || !strict);
      return kept.equals(held) || drift ? null : both;
    }
    if (!kept.equals(held)) {
      return both;
    }
    if (list == null && sugar == null) {
      return null;
    }
    if (list == null || sugar == null) {
      return Objects.requireNonNullElse(list, sugar).equals(kept) ? null : both;
    }
    boolean strictly = strict && !field.equals(FLAG) && !RULES.get(field).equals("newest");
    if (strictly) {
      return (RULES.get(field).equals("list") ? list : sugar).equals(kept) ? null : both;
    }
    return kept.equals(list) || kept.equals(sugar) ? null : both;
  }

  private Map<String, Map<String, String>> inSugar() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String lead : caramel.sandbox().sugar().ids("Leads")) {
      Map<String, String> values = new TreeMap<>();
      Map<String, Object> record = caramel.sandbox().sugar().record("Leads", lead);
      FIELDS.forEach(field -> values.put(field, text(record.get(field))));
      values.put(FLAG, String.valueOf(isOptedOut(emailOf(lead))));
      assertThat(all.put(emailOf(lead), values)).as("leads of %s", emailOf(lead)).isNull();
    }
    return all;
  }

  private Map<String, Map<String, String>> inList() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (var member : caramel.members(TwoSides.LIST)) {
      String email = member.path("email").asText();
      Map<String, String> values = new TreeMap<>();
      values.put("title", member.path("columns").path("Title").asText(""));
      values.put("department", member.path("columns").path("Department").asText(""));
      values.put("description", member.path("columns").path("Notes").asText(""));
      values.put(FIELD, member.path("columns").path("Lead Score").asText(""));
      values.replaceAll((field, value) -> value.equals("null") ? "" : value);
      values.put(FLAG, member.path("optedOut").asText());
      assertThat(all.put(email, values)).as("members of %s", email).isNull();
    }
    return all;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private boolean isOptedOut(String email) {
    var store = caramel.sandbox().instance().store();
    return store.reading(
        () -> store.addresses().flags(store.addresses().obtain(email, Instant.EPOCH)).optOut());
  }

  String emailOf(String lead) {
    return String.valueOf(
        ((List<?>) caramel.sandbox().sugar().record("Leads", lead).get("emails")).get(0));
  }
}
