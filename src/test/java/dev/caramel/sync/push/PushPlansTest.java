package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.GenericPlan;
import dev.caramel.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is kept of a batch must find each member by its key, also by a plan that was made while the
 * list was small: a first push follows a first import sooner than PostgreSQL analyzes the list.
 */
class PushPlansTest {
  private static final String BY_KEY =
      "Index (Only )?Scan using member_pkey.*\\s+Index Cond: \\(\\(list_id = .*\\(id = ";

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @BeforeAll
  static void aSmallListThatWasNeverAnalyzed() {
    database
        .jdbc()
        .sql(
            """
            insert into member (list_id, record_id)
            select 'small', 'r' || n from generate_series(1, 1000) n
            """)
        .update();
  }

  @Test
  void agreedValuesAreWrittenByKey() throws SQLException {
    onlyByKey(
        PushLedger.AGREE, "array[7]", "array['{}']", "array[now()::text]", "'small'", "'small'");
  }

  @Test
  void takenValuesAreWrittenByKey() throws SQLException {
    onlyByKey(PushLedger.TAKE, "'small'", "array[7]", "array['{}']", "'small'", "'small'");
    onlyByKey(PushLedger.LOCK, "array[7]", "'small'");
  }

  private static void onlyByKey(String sql, String... values) throws SQLException {
    String plan = GenericPlan.of(database, sql, List.of(values));
    assertThat(plan).containsPattern(BY_KEY).containsOnlyOnce("Scan using member_pkey");
    assertThat(plan.lines().filter(line -> line.matches(".*Scan.* on member.*"))).hasSize(1);
  }
}
