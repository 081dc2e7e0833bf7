package dev.caramel.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.caramel.api.NoSuchThing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the members of a list by key: each page costs the same, however deep it lies. */
@Component
class MemberRows {
  private static final String BY_KEY =
      """
      select member.id, member.email, member.record_id, member."values", member.updated_at,
        member.removed_at, member.removed_because, address.opted_out, address.invalid
      from member
      left join address on address.account_id = :account and address.address_key = member.email_key
      where member.list_id = :list and member.id > :after
        and (:removed or member.removed_at is null)
      order by member.id
      limit :rows
      """;

  private static final String BY_EMAIL =
      """
      select member.id, member.email, member.record_id, member."values", member.updated_at,
        member.removed_at, member.removed_because, address.opted_out, address.invalid
      from member
      left join address on address.account_id = :account and address.address_key = member.email_key
      where member.list_id = :list and member.email_key = lower(:email) and member.id > :after
        and (:removed or member.removed_at is null)
      order by member.id
      limit :rows
      """;

  private static final String BY_ID =
      """
      select member.id, member.email, member.record_id, member."values", member.updated_at,
        member.removed_at, member.removed_because, address.opted_out, address.invalid
      from member
      left join address on address.account_id = :account and address.address_key = member.email_key
      where member.list_id = :list and member.id = any(:ids)
      order by member.id
      """;

  private final JdbcClient database;
  private final ObjectMapper json;

  MemberRows(JdbcClient database, @Qualifier("apiJson") ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * The list of that id.
   *
   * @throws NoSuchThing if there is none
   */
  Shape shapeOf(String list) {
    Head head =
        database
            .sql("select account_id, module from list where id = :list")
            .param("list", list)
            .query(Head.class)
            .optional()
            .orElseThrow(() -> new NoSuchThing("There is no list \"" + list + "\"."));
    List<ColumnField> columns =
        database
            .sql("select name, field from list_column where list_id = :list order by position")
            .param("list", list)
            .query(ColumnField.class)
            .list();
    return new Shape(list, head.accountId(), head.module(), columns);
  }

  /**
   * Members in the order of their ids.
   *
   * @param list the list
   * @param email address that they have, whatever its case; null for all
   * @param removed whether removed members are among them
   * @param after id behind which to begin
   * @param rows most members to read
   */
  List<MemberView> read(Shape list, @Nullable String email, boolean removed, long after, int rows) {
    JdbcClient.StatementSpec statement =
        database
            .sql(email == null ? BY_KEY : BY_EMAIL)
            .param("account", list.account())
            .param("list", list.id())
            .param("after", after)
            .param("removed", removed)
            .param("rows", rows);
    if (email != null) {
      statement = statement.param("email", email);
    }
    return statement.query((row, number) -> member(list, row)).list();
  }

  /** Members of those ids, in the order of the ids. */
  List<MemberView> read(Shape list, Collection<Long> ids) {
    return database
        .sql(BY_ID)
        .param("account", list.account())
        .param("list", list.id())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> member(list, row))
        .list();
  }

  private MemberView member(Shape list, ResultSet row) throws SQLException {
    String email = row.getString("email");
    String record = row.getString("record_id");
    return new MemberView(
        row.getString("id"),
        email,
        record == null ? null : new MemberView.RecordKey(list.module(), record),
        columns(list, row.getString("values")),
        row.getBoolean("opted_out"),
        row.getBoolean("invalid"),
        time(row, "removed_at"),
        row.getString("removed_because"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private Map<String, JsonNode> columns(Shape list, String values) {
    try {
      JsonNode byField = json.readTree(values);
      Map<String, JsonNode> byColumn = new LinkedHashMap<>();
      for (ColumnField column : list.columns()) {
        JsonNode value = byField.get(column.field());
        byColumn.put(column.name(), value == null ? NullNode.getInstance() : value);
      }
      return byColumn;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("PostgreSQL's jsonb was no JSON", impossible);
    }
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * What the members of a list have in common.
   *
   * @param id id of the list
   * @param account id of its account
   * @param module module of its records
   * @param columns its columns in the order of the definition
   */
  record Shape(String id, String account, String module, List<ColumnField> columns) {}

  /** Name of a column and the Sugar field that its values are kept by. */
  record ColumnField(String name, String field) {}

  private record Head(String accountId, String module) {}
}
