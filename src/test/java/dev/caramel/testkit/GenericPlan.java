package dev.caramel.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plan that PostgreSQL makes for a statement without a look at its values: the one that the
 * driver's fifth call and all later ones may have, until the tables are analyzed.
 */
public final class GenericPlan {
  private GenericPlan() {}

  /**
   * Explains a statement.
   *
   * @param sql with question marks
   * @param values one SQL literal for each of them
   * @throws SQLException if the statement is wrong
   */
  public static String of(TestDatabase database, String sql, List<String> values)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare explained as " + numbered(sql));
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows =
          statement.executeQuery(
              "explain execute explained (%s)".formatted(String.join(", ", values)))) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private static String numbered(String sql) {
    Matcher question = Pattern.compile("\\?").matcher(sql);
    int[] number = {0};
    return question.replaceAll(found -> "\\$" + ++number[0]);
  }
}
