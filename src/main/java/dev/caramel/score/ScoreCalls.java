package dev.caramel.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.api.NoSuchThing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The score of one address, and why it is what it is: the points by rule. */
@Component
public class ScoreCalls {
  private static final String POINTS =
      """
      with counted as (
        select type, asset, count(*) as times
        from activity
        where account_id = :account and email_key = lower(:email)
          and at > cast(:now as timestamptz) - make_interval(days => :days)
        group by type, asset
      ), met as (
        select distinct r.position
        from list l
        join list_column c on c.list_id = l.id
        join score_rule r on r.account_id = l.account_id and r.sheet = :sheet
          and r.kind = 'profile' and r.column_name = c.name
        join member m on m.list_id = l.id and m.email_key = lower(:email) and m.removed_at is null
        where l.account_id = :account and (cast(:list as text) is null or l.id = :list)
          and meets(m."values" -> c.field, r.condition, r.value)
      ), matched as (
        select r.position, sum(c.times) as times
        from score_rule r
        join counted c on c.type = r.activity and (r.kind = 'behavior' or c.asset = r.asset)
        where r.account_id = :account and r.sheet = :sheet
        group by r.position
        union all
        select position, 1 from met
      )
      select r.kind, r.activity, r.asset, r.column_name, r.condition, cast(r.value as text) as value,
        m.times,
        case when r.kind = 'behavior' and not r.once then r.points * m.times else r.points end
          as points
      from matched m
      join score_rule r on r.account_id = :account and r.sheet = :sheet and r.position = m.position
      order by r.position
      """;

  private final ScoreSheetCalls sheets;
  private final JdbcClient database;
  private final ObjectMapper json;
  private final Clock clock;

  ScoreCalls(
      ScoreSheetCalls sheets,
      JdbcClient database,
      @Qualifier("apiJson") ObjectMapper json,
      Clock clock) {
    this.sheets = sheets;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The score of an address by a sheet, and the rules that gave it. A profile rule counts once if a
   * member with that address meets it.
   *
   * @param list list whose members count for the profile; null for all lists of the account
   * @throws NoSuchThing if there is no such account, sheet or list
   */
  public Score one(
      @Variable("account") String account,
      @Variable("email") String email,
      @Variable("sheet") String sheet,
      @Variable("list") @Nullable String list) {
    ScoreSheet by = sheets.one(account, sheet);
    if (list != null && !hasList(account, list)) {
      throw new NoSuchThing("The account \"" + account + "\" has no list \"" + list + "\".");
    }
    List<Points> rules =
        database
            .sql(POINTS)
            .param("account", account)
            .param("email", email.strip())
            .param("now", Timestamp.from(clock.instant()))
            .param("days", by.days())
            .param("sheet", sheet)
            .param("list", list)
            .query((row, number) -> points(row))
            .list();
    long profile = sum(rules.stream().filter(rule -> rule.kind().equals("profile")).toList());
    long all = sum(rules);
    return new Score(email.strip(), sheet, all - profile, profile, all, by.days(), rules);
  }

  private static long sum(List<Points> rules) {
    return rules.stream().mapToLong(Points::points).sum();
  }

  private boolean hasList(String account, String list) {
    return database
        .sql("select exists (select from list where id = ? and account_id = ?)")
        .params(list, account)
        .query(Boolean.class)
        .single();
  }

  private Points points(ResultSet row) throws SQLException {
    boolean profile = row.getString("kind").equals("profile");
    return new Points(
        row.getString("kind"),
        row.getString("activity"),
        row.getString("asset"),
        row.getString("column_name"),
        row.getString("condition"),
        tree(row.getString("value")),
        profile ? null : row.getLong("times"),
        row.getLong("points"));
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    try {
      return text == null ? null : json.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("PostgreSQL's jsonb was no JSON", impossible);
    }
  }

  /**
   * The score of an address.
   *
   * @param email the address as it was asked for
   * @param sheet name of the sheet
   * @param behavioral points for activities
   * @param profile points for values of columns
   * @param total the sum of both
   * @param days activities that are younger than this counted
   * @param rules the rules that gave points, in the order of the sheet
   */
  public record Score(
      String email,
      String sheet,
      long behavioral,
      long profile,
      long total,
      int days,
      List<Points> rules) {}

  /**
   * What one rule gave. Keys that do not belong to a rule's kind are left out.
   *
   * @param kind {@code behavior}, {@code asset} or {@code profile}
   * @param activity kind of activity
   * @param asset the asset
   * @param column name of the column
   * @param condition condition on the column
   * @param value what the column was compared with
   * @param times how many activities matched
   * @param points what the rule gave for them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Points(
      String kind,
      @Nullable String activity,
      @Nullable String asset,
      @Nullable String column,
      @Nullable String condition,
      @Nullable JsonNode value,
      @Nullable Long times,
      long points) {}
}
