package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plan that is made while a table is small, and kept until the table is analyzed, must be a good
 * one for the large table too: a first import fills it faster than it is analyzed.
 */
class LookupPlansTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @BeforeAll
  static void aSmallListThatWasNeverAnalyzed() {
    database
        .jdbc()
        .sql(
            """
            insert into member (list_id, record_id, email)
            select 'small', 'r' || n, 'p' || n || '@c.example' from generate_series(1, 1000) n
            """)
        .update();
    database
        .jdbc()
        .sql(
            """
            insert into member (list_id, email)
            select 'small', 'q' || n || '@c.example' from generate_series(1, 1000) n
            """)
        .update();
    database
        .jdbc()
        .sql("insert into account (id, name) values ('default', 'Default') on conflict do nothing")
        .update();
    database
        .jdbc()
        .sql(
            """
            insert into address (account_id, address_key, address, opted_out, invalid, changed_by)
            select 'default', 'p' || n || '@c.example', 'p' || n || '@c.example', true, false, 'sugar'
              from generate_series(1, 1000) n
            """)
        .update();
  }

  static List<Arguments> lookups() {
    return List.of(
        Arguments.of(HeldMembers.BY_RECORD, "array['r7']", "small", "(record_id = u.id)"),
        Arguments.of(HeldMembers.LOCK, "array[7]", "small", "(id = "),
        Arguments.of(HeldMembers.WITHOUT_RECORD, "array['q7@c.example']", "small", "= u.key)"),
        Arguments.of(AddressStates.KNOWN, "array['p7@c.example']", "default", "= u.key)"));
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void eachIsLookedUpByItself(String sql, String array, String owner, String condition)
      throws SQLException {
    assertThat(genericPlan(sql, array, owner))
        .containsPattern("Index Cond: .*" + Pattern.quote(condition))
        .doesNotContain("ANY", "Hash Join", "Merge Join");
  }

  /** The plan that the driver's fifth call and all later ones may have. */
  private static String genericPlan(String sql, String array, String owner) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare lookup as " + numbered(sql));
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows =
          statement.executeQuery("explain execute lookup (%s, '%s')".formatted(array, owner))) {
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
