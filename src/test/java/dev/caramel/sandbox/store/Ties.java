package dev.caramel.sandbox.store;

import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.data.DataSet;
import dev.caramel.sandbox.data.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which record is related to which, for relationships that are rows of their own (reference 6):
 * target lists, and any link that no field holds. Such a row touches no {@code date_modified}.
 */
public final class Ties {

  private static final String LISTS = "ProspectLists";

  private final Store store;
  private final DataSet base;
  private final Map<String, Set<Member>> added = new HashMap<>();
  private final Map<String, Set<Member>> removed = new HashMap<>();

  Ties(Store store, DataSet base) {
    this.store = store;
    this.base = base;
  }

  /**
   * The records at the other end of a link.
   *
   * @param row the record at this end
   * @param link the link
   * @return live records of the link's module, in no order
   */
  public Collection<Row> related(Row row, SugarLink link) {
    Set<Member> members = new LinkedHashSet<>();
    if (row.module().equals(LISTS)) {
      base.targetListMembers(row.id()).stream()
          .filter(m -> m.module().equals(link.module()))
          .forEach(members::add);
    } else if (link.module().equals(LISTS)) {
      base.targetListsOf(row.module(), row.id()).forEach(id -> members.add(new Member(LISTS, id)));
    }
    String key = key(row.module(), row.id(), link);
    members.removeAll(removed.getOrDefault(key, Set.of()));
    members.addAll(added.getOrDefault(key, Set.of()));
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Member member : members) {
      Row other = store.live(member.module(), member.id());
      if (other != null) {
        rows.put(other.id(), other);
      }
    }
    return rows.values();
  }

  /**
   * How many records a target list holds, of all modules.
   *
   * @param list the target list
   * @return the number, deleted records left out
   */
  public int entries(Row list) {
    int entries = 0;
    for (SugarLink link : store.catalog().module(LISTS).links().values()) {
      if (!link.module().equals("Teams")
          && !link.module().equals("Campaigns")
          && !link.name().endsWith("_link")) {
        entries += related(list, link).size();
      }
    }
    return entries;
  }

  /**
   * Relates two records.
   *
   * @param row the record at this end
   * @param link the link
   * @param other the record at the other end
   */
  public void tie(Row row, SugarLink link, Row other) {
    change(added, removed, row, link, other);
    for (SugarLink back : backLinks(link, other, row)) {
      change(added, removed, other, back, row);
    }
  }

  /**
   * Parts two records.
   *
   * @param row the record at this end
   * @param link the link
   * @param other the record at the other end
   */
  public void untie(Row row, SugarLink link, Row other) {
    change(removed, added, row, link, other);
    for (SugarLink back : backLinks(link, other, row)) {
      change(removed, added, other, back, row);
    }
  }

  private List<SugarLink> backLinks(SugarLink link, Row other, Row row) {
    List<SugarLink> back = new ArrayList<>();
    for (SugarLink candidate : store.catalog().module(other.module()).links().values()) {
      if (candidate.relationship().equals(link.relationship())
          && candidate.module().equals(row.module())
          && !(candidate.name().equals(link.name()) && other.module().equals(row.module()))) {
        back.add(candidate);
      }
    }
    return back;
  }

  private static void change(
      Map<String, Set<Member>> to,
      Map<String, Set<Member>> from,
      Row row,
      SugarLink link,
      Row other) {
    String key = key(row.module(), row.id(), link);
    Member member = new Member(other.module(), other.id());
    from.getOrDefault(key, new HashSet<>()).remove(member);
    to.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(member);
  }

  private static String key(String module, String id, SugarLink link) {
    return module + '/' + id + '/' + link.name();
  }
}
