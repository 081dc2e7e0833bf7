package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.store.Addresses;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a list must hold: computed from the sandbox's own data by the rules of a pull, and by none
 * of the program's code.
 */
final class Truth {
  private final RunningCaramel caramel;

  Truth(RunningCaramel caramel) {
    this.caramel = caramel;
  }

  /** Checks that the list is what Sugar holds: each record of the source once, and no other. */
  void holds(ListDefinition list, String situation) {
    List<JsonNode> members = caramel.members(list.id());
    List<String> records =
        members.stream().map(member -> member.path("record").path("id").asText()).toList();
    assertThat(records).as("members of each record, %s", situation).doesNotHaveDuplicates();
    Map<String, String> held = new TreeMap<>();
    for (JsonNode member : members) {
      held.put(member.path("record").path("id").asText(), text(columns(member), optedOut(member)));
    }
    assertThat(differences(expected(list), held)).as("the list, %s", situation).isEmpty();
  }

  private static List<String> differences(Map<String, String> expected, Map<String, String> held) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> ids = new TreeSet<>(expected.keySet());
    ids.addAll(held.keySet());
    for (String id : ids) {
      if (!Objects.equals(expected.get(id), held.get(id))) {
        differences.add(
            "%s: Sugar has %s, the list %s".formatted(id, expected.get(id), held.get(id)));
      }
    }
    return differences;
  }

  private static Map<String, String> columns(JsonNode member) {
    Map<String, String> columns = new TreeMap<>();
    member
        .path("columns")
        .properties()
        .forEach(column -> columns.put(column.getKey(), column.getValue().asText("")));
    columns.replaceAll((name, value) -> value.equals("null") ? "" : value);
    return columns;
  }

  private static boolean optedOut(JsonNode member) {
    return member.path("optedOut").asBoolean();
  }

  private static String text(Map<String, String> columns, boolean optedOut) {
    return columns + (optedOut ? " opted out" : "");
  }

  private Map<String, String> expected(ListDefinition list) {
    Sandbox sandbox = caramel.sandbox();
    Map<String, String> expected = new TreeMap<>();
    Set<String> ofTargetList = targetList(sandbox, list);
    for (String id : sandbox.sugar().ids("Leads")) {
      Map<String, Object> record = sandbox.sugar().record("Leads", id);
      if (isOfSource(list, record) && (list.targetList() == null || ofTargetList.contains(id))) {
        expected.put(id, text(columns(list, record), optedOut(sandbox, record)));
      }
    }
    return expected;
  }

  private static boolean isOfSource(ListDefinition list, Map<String, Object> record) {
    boolean ofStatus =
        list.statuses().isEmpty()
            || list.statuses().contains(String.valueOf(record.getOrDefault("status", "")));
    boolean ofTeam = list.team() == null || ((List<?>) record.get("teams")).contains(list.team());
    boolean converted = Boolean.TRUE.equals(record.get("converted"));
    return ofStatus && ofTeam && !(list.withoutConverted() && converted);
  }

  private static Set<String> targetList(Sandbox sandbox, ListDefinition list) {
    if (list.targetList() == null) {
      return Set.of();
    }
    Store store = sandbox.instance().store();
    return store.reading(
        () -> {
          Row target = store.live("ProspectLists", list.targetList());
          return new HashSet<>(
              store.catalog().module("ProspectLists").links().values().stream()
                  .filter(link -> link.name().equals("leads"))
                  .flatMap(link -> store.ties().related(target, link).stream())
                  .map(Row::id)
                  .collect(Collectors.toSet()));
        });
  }

  private static Map<String, String> columns(ListDefinition list, Map<String, Object> record) {
    Map<String, String> columns = new TreeMap<>();
    list.columns()
        .forEach(
            (name, field) -> {
              Object value = field.equals("email") ? first(record) : record.getOrDefault(field, "");
              columns.put(name, String.valueOf(value));
            });
    return columns;
  }

  private static String first(Map<String, Object> record) {
    List<?> emails = (List<?>) record.get("emails");
    return emails.isEmpty() ? "" : String.valueOf(emails.get(0));
  }

  private static boolean optedOut(Sandbox sandbox, Map<String, Object> record) {
    String email = first(record);
    Addresses addresses = sandbox.instance().store().addresses();
    return sandbox
        .instance()
        .store()
        .reading(
            () -> {
              String id = email.isEmpty() ? null : addresses.idOf(email);
              return id != null && addresses.flags(id).optOut();
            });
  }

  /** Ids of all leads, in the database's order, as a list that may be changed. */
  List<String> leads() {
    return new ArrayList<>(caramel.sandbox().sugar().ids("Leads"));
  }
}
