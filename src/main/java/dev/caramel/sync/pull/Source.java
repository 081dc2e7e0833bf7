package dev.caramel.sync.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.RecordPageReader;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.ListSync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The source of a list, as requests to Sugar: a module, with a filter, a team or a target list. */
final class Source {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** More people than share one address. */
  private static final int MANY = 20;

  private final String connection;
  private final ListSync sync;
  private final ArrayNode filter;
  private final @Nullable String targetListId;
  private final boolean byKey;
  private final int pageSize;

  /**
   * @param filter conditions of the definition, empty for none
   * @param targetListId id of the target list, or null
   * @param byKey whether Sugar takes filters on ids
   */
  Source(
      String connection,
      ListSync sync,
      ArrayNode filter,
      @Nullable String targetListId,
      boolean byKey,
      int pageSize) {
    this.connection = connection;
    this.sync = sync;
    this.filter = filter;
    this.targetListId = targetListId;
    this.byKey = byKey;
    this.pageSize = pageSize;
  }

  String connection() {
    return connection;
  }

  boolean isTargetList() {
    return targetListId != null;
  }

  boolean byKey() {
    return byKey;
  }

  /** The module, or its records on a target list: what is asked in the same way. */
  String kind() {
    return connection + "/" + sync.module() + (isTargetList() ? "/target-list" : "");
  }

  /** Whether a record must be looked at to know that it belongs to the source. */
  boolean judgesRecords() {
    return sync.team() != null || sync.excludeConverted();
  }

  /** Whether Sugar itself narrows the module down. */
  boolean narrowed() {
    return isTargetList() || !filter.isEmpty();
  }

  /** Further fields that judging needs. */
  Set<String> extras() {
    Set<String> extras = new java.util.LinkedHashSet<>();
    if (sync.team() != null) {
      extras.add("team_name");
    }
    if (sync.excludeConverted()) {
      extras.add("converted");
    }
    return extras;
  }

  /**
   * Whether a record is of the source, by what came with it. The team is judged from {@code
   * team_name}, never by a filter: a filter sees the primary team only.
   */
  boolean holds(SourceRecord record) {
    if (sync.team() != null) {
      List<String> teams = record.teams();
      if (teams == null || !teams.contains(sync.team())) {
        return false;
      }
    }
    return !(sync.excludeConverted() && record.converted());
  }

  /** Records asked for at once, at most. */
  int pageSize() {
    return pageSize;
  }

  /** The next page of full records, or of what judging needs for a layout without fields. */
  SugarRequest<RecordPage> page(PageCursor cursor, RecordLayout layout) {
    return page(cursor, layout, pageSize);
  }

  /** The same, with so many records. */
  SugarRequest<RecordPage> page(PageCursor cursor, RecordLayout layout, int size) {
    ArrayNode conditions = filter.deepCopy();
    if (byKey || cursor.order() == PageCursor.Order.DATE) {
      key(cursor, conditions);
    }
    String order = cursor.order() == PageCursor.Order.ID ? "id:ASC" : "date_modified:ASC,id:ASC";
    return ask(conditions, layout.asked(), order, cursor.offset(), size, false, true, layout);
  }

  private void key(PageCursor cursor, ArrayNode conditions) {
    String id = cursor.lastId();
    String from = cursor.lastModified();
    if (cursor.order() == PageCursor.Order.ID) {
      if (id != null) {
        conditions.add(condition("id", "$gt", id));
      }
      if (cursor.upTo() != null) {
        conditions.add(condition("id", "$lte", cursor.upTo()));
      }
    } else if (id == null || !byKey) {
      conditions.add(condition("date_modified", "$gte", text(from)));
    } else {
      // (date, id) > (from, id): thousands of records may share one second.
      ArrayNode sameSecond = NODES.arrayNode();
      sameSecond.add(condition("date_modified", "$equals", text(from)));
      sameSecond.add(condition("id", "$gt", id));
      ArrayNode either = NODES.arrayNode();
      either.add(condition("date_modified", "$gt", text(from)));
      either.add(NODES.objectNode().set("$and", sameSecond));
      conditions.add(NODES.objectNode().set("$or", either));
    }
  }

  private static String text(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("a walk by date begins with a date");
    }
    return value;
  }

  /** Records of the source with these ids, in full. */
  SugarRequest<RecordPage> named(Collection<String> ids, RecordLayout layout) {
    ArrayNode conditions = filter.deepCopy();
    conditions.add(in(ids));
    return ask(conditions, layout.asked(), "id:ASC", 0, ids.size(), false, true, layout);
  }

  /** Records of the module with these ids, whether they are of the source, deleted, or neither. */
  SugarRequest<RecordPage> anywhere(Collection<String> ids) {
    RecordLayout layout = new RecordLayout(List.of(), extras());
    List<String> asked = new ArrayList<>(List.of("id", "date_modified", "deleted"));
    asked.addAll(extras());
    ArrayNode conditions = NODES.arrayNode().add(in(ids));
    return ask(conditions, asked, "id:ASC", 0, ids.size(), true, false, layout);
  }

  /** Records of the module with this address, whether they are of the source or not. */
  SugarRequest<RecordPage> withAddress(String email) {
    RecordLayout layout = new RecordLayout(List.of(), extras());
    ArrayNode conditions = NODES.arrayNode().add(condition("email", "$equals", email));
    return ask(conditions, layout.asked(), "id:ASC", 0, MANY, false, false, layout);
  }

  /** Deleted records of the module since a time, oldest first. */
  SugarRequest<RecordPage> deleted(PageCursor cursor) {
    ArrayNode conditions = NODES.arrayNode();
    conditions.add(condition("deleted", "$equals", 1));
    key(cursor, conditions);
    return ask(
        conditions,
        List.of("id", "date_modified", "deleted"),
        "date_modified:ASC,id:ASC",
        cursor.offset(),
        pageSize,
        true,
        false,
        new RecordLayout(List.of(), Set.of()));
  }

  /** How many records the source has; null where Sugar can't be asked in one request. */
  @Nullable SugarRequest<Long> count() {
    if (isTargetList()) {
      return null;
    }
    ObjectNode body = NODES.objectNode();
    body.set("filter", filter);
    return SugarRequest.read(
        connection,
        sync.module() + "/filter/count",
        body.toString(),
        "counting " + sync.module(),
        new CountReader());
  }

  private SugarRequest<RecordPage> ask(
      ArrayNode conditions,
      List<String> fields,
      String order,
      int offset,
      int size,
      boolean withDeleted,
      boolean ofSource,
      RecordLayout layout) {
    RecordPageReader reader = new RecordPageReader(layout);
    String purpose = "reading " + sync.module();
    if (ofSource && targetListId != null) {
      Map<String, String> query = new LinkedHashMap<>();
      BracketFilter.add(query, conditions);
      query.put("fields", String.join(",", fields));
      query.put("order_by", order);
      query.put("max_num", Integer.toString(size));
      query.put("offset", Integer.toString(offset));
      String link = sync.module().toLowerCase(Locale.ROOT);
      return SugarRequest.get(
          connection,
          "ProspectLists/" + PathPart.encode(targetListId) + "/link/" + link,
          query,
          "reading the target list " + sync.targetList(),
          reader);
    }
    ObjectNode body = NODES.objectNode();
    body.set("filter", conditions);
    body.put("fields", String.join(",", fields));
    body.put("order_by", order);
    body.put("max_num", size);
    body.put("offset", offset);
    if (withDeleted) {
      body.put("deleted", true);
    }
    return SugarRequest.read(
        connection, sync.module() + "/filter", body.toString(), purpose, reader);
  }

  private static JsonNode in(Collection<String> ids) {
    ArrayNode array = NODES.arrayNode();
    ids.forEach(array::add);
    return NODES.objectNode().set("id", NODES.objectNode().set("$in", array));
  }

  private static JsonNode condition(String field, String operator, String value) {
    return NODES.objectNode().set(field, NODES.objectNode().put(operator, value));
  }

  private static JsonNode condition(String field, String operator, int value) {
    return NODES.objectNode().set(field, NODES.objectNode().put(operator, value));
  }
}
