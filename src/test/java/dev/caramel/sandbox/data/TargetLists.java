package dev.caramel.sandbox.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is in which target list, by rules such as "every third lead" in the data file. */
final class TargetLists {

  private final List<OddRow> lists;
  private final Map<String, Rows> modules;

  TargetLists(List<OddRow> lists, Map<String, Rows> modules) {
    this.lists = lists;
    this.modules = modules;
  }

  List<Member> members(String listId) {
    for (OddRow list : lists) {
      if (list.id().equalsIgnoreCase(listId)) {
        return members(list);
      }
    }
    return List.of();
  }

  List<String> of(String module, int index) {
    List<String> found = new ArrayList<>();
    for (OddRow list : lists) {
      int[] rule = list.members().get(module);
      if (rule != null && index >= rule[1] && (index - rule[1]) % rule[0] == 0) {
        found.add(list.id());
      }
    }
    return found;
  }

  private List<Member> members(OddRow list) {
    List<Part> parts = new ArrayList<>();
    new TreeMap<>(list.members())
        .forEach((module, rule) -> parts.add(new Part(module, modules.get(module).ids(), rule)));
    int size = parts.stream().mapToInt(Part::size).sum();
    return new AbstractList<>() {
      @Override
      public Member get(int index) {
        int rest = java.util.Objects.checkIndex(index, size);
        int part = 0;
        while (rest >= parts.get(part).size()) {
          rest -= parts.get(part++).size();
        }
        return parts.get(part).member(rest);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** The members of one module. */
  private record Part(String module, IdLayout ids, int[] rule) {
    int size() {
      return ids.size() <= rule[1] ? 0 : (ids.size() - 1 - rule[1]) / rule[0] + 1;
    }

    Member member(int place) {
      return new Member(module, ids.id(rule[1] + place * rule[0]));
    }
  }
}
