package dev.caramel.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caramel.api.BulkBody;
import dev.caramel.api.NoSuchThing;
import dev.caramel.api.WrongRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the members that marketing tools post. The rules, who is who among them, are the SQL
 * function {@code post_members}, which other systems call as well ({@code lists.put_members}): a
 * thousand rows at a time, each thousand in one transaction.
 */
@Component("memberPosts")
public class MemberPosts {
  private static final int AT_ONCE = 1000;

  private static final String PUT =
      "select \"row\", outcome, reason, kept from lists.put_members(?, cast(? as jsonb))";

  private final MemberRows members;
  private final JdbcClient database;
  private final ObjectMapper json;

  MemberPosts(MemberRows members, JdbcClient database, @Qualifier("apiJson") ObjectMapper json) {
    this.members = members;
    this.database = database;
    this.json = json;
  }

  /**
   * Adds or updates members by their addresses or ids. A bad row is named and keeps no other from
   * being stored; the same body again changes nothing.
   *
   * @throws NoSuchThing if there is no list of that id
   * @throws WrongRequest if the body is broken, or a CSV's header has a column that the list lacks:
   *     then nothing is stored
   */
  public Posted post(@Variable("list") String list, @Variable("body") BulkBody body) {
    MemberRows.Shape shape = members.shapeOf(list);
    Iterator<PostedRow> rows =
        body.isCsv()
            ? new PostedCsv(
                body, shape.columns().stream().map(MemberRows.ColumnField::name).toList())
            : new PostedJson(body);
    Posting posting = new Posting(list);
    rows.forEachRemaining(posting::take);
    posting.store();
    return posting.answer();
  }

  /** One body, from its first row to its last. */
  private final class Posting {
    private final String list;
    private final List<PostedRow> waiting = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private int added;
    private int updated;
    private int unchanged;

    Posting(String list) {
      this.list = list;
    }

    void take(PostedRow row) {
      if (row.wrong() == null) {
        waiting.add(row);
      } else {
        refused.add(new Refused(row.number(), row.line(), row.wrong()));
      }
      if (waiting.size() == AT_ONCE) {
        store();
      }
    }

    void store() {
      if (waiting.isEmpty()) {
        return;
      }
      ArrayNode values = json.createArrayNode();
      waiting.forEach(row -> values.add(row.values()));
      database
          .sql(PUT)
          .params(list, values.toString())
          .query(
              result -> {
                judged(waiting.get(result.getInt("row") - 1), result);
              });
      waiting.clear();
    }

    private void judged(PostedRow row, ResultSet result) throws SQLException {
      switch (result.getString("outcome")) {
        case "added" -> added++;
        case "updated" -> updated++;
        case "unchanged" -> unchanged++;
        default -> refused.add(new Refused(row.number(), row.line(), result.getString("reason")));
      }
      String[] columns = (String[]) result.getArray("kept").getArray();
      if (columns.length > 0) {
        kept.add(new Kept(row.number(), row.line(), Arrays.asList(columns)));
      }
    }

    Posted answer() {
      refused.sort((one, other) -> Integer.compare(one.row(), other.row()));
      kept.sort((one, other) -> Integer.compare(one.row(), other.row()));
      return new Posted(added, updated, unchanged, refused, kept);
    }
  }

  /**
   * What became of the posted members.
   *
   * @param added how many are new, or were removed and are back
   * @param updated how many have another value now
   * @param unchanged how many were so already
   * @param refused the bad rows
   * @param kept rows with values that were not taken, because they belong to Sugar
   */
  public record Posted(
      int added, int updated, int unchanged, List<Refused> refused, List<Kept> kept) {}

  /**
   * A row that was not taken.
   *
   * @param row its number in the body, from 1; a CSV's header is not counted
   * @param line line of the CSV that it begins on; left out for JSON
   * @param reason what is wrong in it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Refused(int row, @Nullable Integer line, String reason) {}

  /**
   * A row of which some values were not taken.
   *
   * @param row its number in the body, from 1; a CSV's header is not counted
   * @param line line of the CSV that it begins on; left out for JSON
   * @param columns columns that only the pull updates, where Sugar has another value
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Kept(int row, @Nullable Integer line, List<String> columns) {}
}
