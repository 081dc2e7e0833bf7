package dev.caramel.list.view;

import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.ValueKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps for each list a view of its members, {@code lists."all-sugar-leads"}, with typed columns
 * under the names that people know. A value that does not fit its type (text in a number field) is
 * null there; the member keeps it. What is written to the view is posted to the list, by a trigger
 * ({@code write_through_view}).
 */
@Component
public class ListViews {
  /** Postgres' states for a view that cannot be replaced, or has others that depend on it. */
  private static final Set<String> SHAPE = Set.of("42P16", "2BP01");

  private static final String WRITES =
      """
      create or replace trigger written_through instead of insert or update or delete on %s
        for each row execute function public.write_through_view(%s)
      """;

  /** What others were granted on a view, as the statements that grant it. */
  private static final String RIGHTS =
      """
      select format('grant %s on %s to %s%s', a.privilege_type, ?::text,
               coalesce(quote_ident(r.rolname), 'public'),
               case when a.is_grantable then ' with grant option' else '' end)
        from pg_class c
        cross join aclexplode(c.relacl) as a
        left join pg_roles r on r.oid = a.grantee
       where c.oid = to_regclass(?) and a.grantee <> c.relowner
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ListViews(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** A column of a list, and the Sugar field that it is mapped to. */
  public record Column(String name, String field) {}

  /**
   * Makes the view anew if its columns or their types are not those of the definition.
   *
   * @param list id of the list
   * @param of columns in the order of the definition
   * @param module module that the fields belong to
   * @return what a person should know: that the view kept its old shape, because somebody's own
   *     view or rule is made of it
   */
  public Optional<String> refresh(String list, List<Column> of, SugarModule module) {
    List<String> columns = new ArrayList<>();
    for (Column column : of) {
      String type =
          module
              .field(column.field())
              .map(SugarField::type)
              .orElse(ValueKind.typeOfMissing(column.field()));
      jdbc.sql("update list_column set type = ? where list_id = ? and field = ? and type <> ?")
          .params(type, list, column.field(), type)
          .update();
      ValueKind kind = ValueKind.of(column.field(), type);
      columns.add(expression(column.field(), kind) + " as " + name(column.name()));
    }
    String select = select(list, of, columns);
    String mark = mark(select + WRITES);
    String view = "lists." + name(list);
    // One at a time: two nodes may begin runs of two syncs at once, and Postgres locks no names.
    return Optional.ofNullable(
        transaction.execute(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                  .param(view)
                  .query()
                  .listOfRows();
              return mark.equals(present(view).orElse(""))
                  ? null
                  : replace(view, select, mark, list, status);
            }));
  }

  /** A view that only gains columns at its end is replaced beneath what is made of it. */
  private @Nullable String replace(
      String view, String select, String mark, String list, TransactionStatus status) {
    if (!tried(status, "create or replace view " + view + " as " + select).isEmpty()) {
      List<String> rights = jdbc.sql(RIGHTS).params(view, view).query(String.class).list();
      String failure = tried(status, "drop view " + view);
      if (!failure.isEmpty()) {
        return "The view %s kept its old shape, because something else is made of it (%s): drop that, and the next run makes the view anew"
            .formatted(view, failure);
      }
      jdbc.sql("create view " + view + " as " + select).update();
      rights.forEach(right -> jdbc.sql(right).update());
    }
    jdbc.sql(WRITES.formatted(view, literal(list))).update();
    jdbc.sql("comment on view " + view + " is " + literal(mark)).update();
    return null;
  }

  /** What Postgres says against a statement; empty if it did it. */
  private String tried(TransactionStatus status, String statement) {
    Object before = status.createSavepoint();
    try {
      jdbc.sql(statement).update();
      status.releaseSavepoint(before);
      return "";
    } catch (DataAccessException e) {
      if (!(e.getMostSpecificCause() instanceof SQLException refused)
          || !SHAPE.contains(refused.getSQLState())) {
        throw e;
      }
      status.rollbackToSavepoint(before);
      return detail(refused);
    }
  }

  /** Postgres names what depends on a view in its detail. */
  private static String detail(SQLException refused) {
    String message = String.valueOf(refused.getMessage());
    int detail = message.indexOf("Detail: ");
    return (detail < 0 ? message : message.substring(detail + "Detail: ".length()))
        .lines()
        .findFirst()
        .orElse("")
        .strip();
  }

  private Optional<String> present(String view) {
    return jdbc.sql("select obj_description(to_regclass(?), 'pg_class')")
        .param(view)
        .query(String.class)
        .optional();
  }

  private static String select(String list, List<Column> of, List<String> columns) {
    List<String> all = new ArrayList<>();
    own(all, of, "member_id", "m.id");
    own(all, of, "record_id", "m.record_id");
    own(all, of, "opted_out", "coalesce(a.opted_out, false)");
    own(all, of, "invalid_email", "coalesce(a.invalid, false)");
    own(all, of, "updated_at", "m.updated_at");
    // Last, so that a column at the definition's end comes at the view's end.
    all.addAll(columns);
    return "select "
        + String.join(", ", all)
        + " from public.member m join public.list l on l.id = m.list_id"
        + " left join public.address a"
        + " on a.account_id = l.account_id and a.address_key = m.email_key"
        + " where m.list_id = "
        + literal(list)
        + " and m.removed_at is null";
  }

  /** A column of the list goes before one of ours with the same name. */
  private static void own(List<String> all, List<Column> of, String name, String expression) {
    if (of.stream().noneMatch(column -> column.name().equals(name))) {
      all.add(expression + " as " + name(name));
    }
  }

  private static String expression(String field, ValueKind kind) {
    String text = "m.\"values\"->>" + literal(field);
    String json = "m.\"values\"->" + literal(field);
    return switch (kind) {
      case BOOLEAN ->
          "case when jsonb_typeof(" + json + ") = 'boolean' then (" + text + ")::boolean end";
      case INTEGER -> whole("(" + text + ")::numeric", json);
      case DECIMAL ->
          "case when jsonb_typeof(" + json + ") = 'number' then (" + text + ")::numeric end";
      case DATE -> "public.date_or_null(" + text + ")";
      case DATETIME -> "public.timestamptz_or_null(" + text + ")";
      case MULTI, TEAMS, TAGS -> "public.items_as_text(" + json + ")";
      case EMAIL, TEXT -> text;
    };
  }

  /** A fraction, or a number that is too large, does not fit. */
  private static String whole(String number, String json) {
    return "case when jsonb_typeof("
        + json
        + ") = 'number' then case when "
        + number
        + " % 1 = 0 and "
        + number
        + " between -9223372036854775808 and 9223372036854775807 then "
        + number
        + "::bigint end end";
  }

  private static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String mark(String select) {
    CRC32C sum = new CRC32C();
    sum.update(select.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "Members of a marketing list, made by Caramel ("
        + HexFormat.of().toHexDigits(sum.getValue(), 8)
        + ")";
  }
}
