package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.GenericPlan;
import dev.caramel.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
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

  static List<Arguments> writes() {
    return List.of(
        Arguments.of(MemberWrites.SEE, List.of("'small'", "array[7]", "array[now()::text]")),
        Arguments.of(
            MemberWrites.TOUCH,
            List.of(
                "'small'",
                "array[7]",
                "array[''::bytea]",
                "array[null]",
                "array['{}']",
                "array['{}']")),
        Arguments.of(
            MemberWrites.UPDATE,
            List.of(
                "'small'",
                "array[7]",
                "array['r7']",
                "array[null]",
                "array['{}']",
                "array[''::bytea]",
                "array[null]",
                "array['{}']",
                "array['{}']")));
  }

  static List<Arguments> candidates() {
    return List.of(
        Arguments.of(RemovalCandidates.UNCONFIRMED, List.of("7", "100")),
        Arguments.of(RemovalCandidates.CONFIRM, List.of("'deleted'", "array['r7']", "7")),
        Arguments.of(RemovalCandidates.KEEP, List.of("array['r7']", "7", "'small'")));
  }

  /** However many others were judged before. */
  @ParameterizedTest
  @MethodSource("candidates")
  void whoSeemsToHaveLeftIsFoundByAnIndex(String sql, List<String> values) throws SQLException {
    assertThat(GenericPlan.of(database, sql, values)).contains("removal_candidate_unconfirmed");
  }

  /** Nothing looks for the member but the index in which the insert meets it. */
  @ParameterizedTest
  @MethodSource("writes")
  void aMemberIsMetByItsKey(String sql, List<String> values) throws SQLException {
    assertThat(GenericPlan.of(database, sql, values))
        .contains("Conflict Arbiter Indexes: member_pkey")
        .doesNotContainPattern("Scan.* on member");
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void eachIsLookedUpByItself(String sql, String array, String owner, String condition)
      throws SQLException {
    assertThat(GenericPlan.of(database, sql, List.of(array, "'" + owner + "'")))
        .containsPattern("Index Cond: .*" + Pattern.quote(condition))
        .doesNotContain("ANY", "Hash Join", "Merge Join");
  }
}
