package dev.caramel.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The score sheets of all accounts. */
@Component
class ScoreSheets {
  private static final String RULES =
      """
      select kind, activity, once, asset, column_name, condition, cast(value as text) as value, points
      from score_rule
      where account_id = ? and sheet = ?
      order by position
      """;

  private static final String INSERT_RULE =
      """
      insert into score_rule (account_id, sheet, position, kind, activity, once, asset, column_name,
                              condition, value, points)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?)
      """;

  private final JdbcClient database;
  private final TransactionOperations transaction;
  private final ObjectMapper json;

  ScoreSheets(
      JdbcClient database,
      TransactionOperations transaction,
      @Qualifier("apiJson") ObjectMapper json) {
    this.database = database;
    this.transaction = transaction;
    this.json = json;
  }

  private record Rule(
      String kind,
      @Nullable String activity,
      @Nullable Boolean once,
      @Nullable String asset,
      @Nullable String columnName,
      @Nullable String condition,
      @Nullable String value,
      int points) {}

  boolean hasAccount(String account) {
    return database
        .sql("select exists (select from account where id = ?)")
        .param(account)
        .query(Boolean.class)
        .single();
  }

  /** Names of an account's sheets. */
  List<String> names(String account) {
    return database
        .sql("select name from score_sheet where account_id = ? order by name")
        .param(account)
        .query(String.class)
        .list();
  }

  Optional<ScoreSheet> find(String account, String name) {
    return database
        .sql("select days from score_sheet where account_id = ? and name = ?")
        .params(account, name)
        .query(Integer.class)
        .optional()
        .map(days -> sheet(account, name, days));
  }

  private ScoreSheet sheet(String account, String name, int days) {
    List<ScoreSheet.Behavior> behavior = new ArrayList<>();
    List<ScoreSheet.Asset> assets = new ArrayList<>();
    List<ScoreSheet.Profile> profile = new ArrayList<>();
    for (Rule rule : database.sql(RULES).params(account, name).query(Rule.class).list()) {
      switch (rule.kind()) {
        case "behavior" ->
            behavior.add(
                new ScoreSheet.Behavior(
                    rule.activity(), rule.points(), Boolean.TRUE.equals(rule.once())));
        case "asset" ->
            assets.add(new ScoreSheet.Asset(rule.activity(), rule.asset(), rule.points()));
        default ->
            profile.add(
                new ScoreSheet.Profile(
                    rule.columnName(), rule.condition(), tree(rule.value()), rule.points()));
      }
    }
    return new ScoreSheet(name, days, behavior, assets, profile);
  }

  /**
   * Keeps a sheet, in place of one of the same name.
   *
   * @param most most sheets of an account
   * @return false if it would be one too many
   */
  boolean put(String account, ScoreSheet sheet, int most) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              database
                  .sql("select id from account where id = ? for update")
                  .param(account)
                  .query(String.class)
                  .single();
              List<String> names = names(account);
              if (!names.contains(sheet.name()) && names.size() >= most) {
                return false;
              }
              write(account, sheet);
              return true;
            }));
  }

  private void write(String account, ScoreSheet sheet) {
    database
        .sql(
            "insert into score_sheet (account_id, name, days) values (?, ?, ?)"
                + " on conflict (account_id, name) do update set days = excluded.days")
        .params(account, sheet.name(), sheet.days())
        .update();
    database
        .sql("delete from score_rule where account_id = ? and sheet = ?")
        .params(account, sheet.name())
        .update();
    int position = 0;
    for (Rule rule : rules(sheet)) {
      database
          .sql(INSERT_RULE)
          .param(account)
          .param(sheet.name())
          .param(position++)
          .param(rule.kind())
          .param(rule.activity())
          .param(rule.once())
          .param(rule.asset())
          .param(rule.columnName())
          .param(rule.condition())
          .param(rule.value())
          .param(rule.points())
          .update();
    }
  }

  private static List<Rule> rules(ScoreSheet sheet) {
    List<Rule> rules = new ArrayList<>();
    for (ScoreSheet.Behavior rule : sheet.behaviorRules()) {
      rules.add(
          new Rule(
              "behavior", rule.activity(), rule.once(), null, null, null, null, rule.points()));
    }
    for (ScoreSheet.Asset rule : sheet.assetRules()) {
      rules.add(
          new Rule("asset", rule.activity(), null, rule.asset(), null, null, null, rule.points()));
    }
    for (ScoreSheet.Profile rule : sheet.profileRules()) {
      JsonNode value = rule.value();
      rules.add(
          new Rule(
              "profile",
              null,
              null,
              null,
              rule.column(),
              rule.condition(),
              value == null ? null : value.toString(),
              rule.points()));
    }
    return rules;
  }

  /** Segments that test a score of a sheet, as {@code leads/qualified-leads}. */
  List<String> segmentsWith(String account, String name) {
    return database
        .sql(
            """
            select s.list_id || '/' || s.name
            from segment s join list l on l.id = s.list_id
            where l.account_id = ? and exists (
              select
              from jsonb_array_elements(coalesce(s.definition -> 'all', s.definition -> 'any')) as t (value)
              where t.value ->> 'score' is not null and coalesce(t.value ->> 'sheet', 'default') = ?)
            order by 1
            """)
        .params(account, name)
        .query(String.class)
        .list();
  }

  /**
   * Forgets a sheet.
   *
   * @return false if there was none
   */
  boolean delete(String account, String name) {
    return database
            .sql("delete from score_sheet where account_id = ? and name = ?")
            .params(account, name)
            .update()
        == 1;
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    try {
      return text == null ? null : json.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("PostgreSQL's jsonb was no JSON", impossible);
    }
  }
}
