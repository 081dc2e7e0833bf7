package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.caramel.testkit.CountedSql;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a pull costs, in what does not wobble: requests, statements, rows written, and bytes
 * allocated (with room to spare). A pull that grows dearer fails here, however fast the machine is.
 */
class PullCostTest {
  private static final int LEADS = 4_000;
  private static final int PAGES = 8;
  private static final int CHANGED = 4;
  private static final String LIST = "cost";
  private static final String FILTER = "Leads/filter";

  /** The shipped sync of all leads, never swept. */
  private static final String DEFINITION =
      """
      list: Cost
      module: Leads
      sweep: never
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
        Title: title
        Company: account_name
        Phone: phone_work
        Mobile: phone_mobile
        City: primary_address_city
        State: primary_address_state
        Postal Code: primary_address_postalcode
        Country: primary_address_country
        Lead Source: lead_source
        Status: status
        Do Not Call: do_not_call
        Assigned To: assigned_user_name
        Created: date_entered
      pull:
        add: true
        remove: true
        update: Email, First Name, Last Name, Title, Company, Phone, Mobile, City, State, Postal Code, Country, Lead Source, Status, Do Not Call, Assigned To, Created
      """;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(LEADS))
          .with("caramel.pull.page-size", LEADS / PAGES)
          .with("spring.datasource.driver-class-name", CountedSql.class.getName());

  @Test
  void aPullCostsWhatItDid() {
    Cost first = costOf(() -> caramel.sync(LIST, DEFINITION));
    // One more asks, once, whether this Sugar takes filters on ids.
    assertThat(first.requests().get(FILTER)).isBetween((long) PAGES, PAGES + 1L);
    assertThat(first.members()).isEqualTo(LEADS);
    assertThat(first.statements()).isBetween(50L, 125L);
    assertThat(first.membersRead()).isLessThan(100);
    assertThat(first.bytesPerRecord()).isLessThan(10_500);

    Cost again = costOf(() -> caramel.run(LIST, "{\"full\":true}"));
    // The ranges that are read side by side have room for a few more: what that leaves is one page.
    // One more asks, once, whether this Sugar heeds where a range ends.
    assertThat(again.requests()).isEqualTo(Map.of(FILTER, PAGES + 2L, FILTER + "/count", 1L));
    assertThat(again.members()).isZero();
    assertThat(again.rows()).isLessThan(60);
    assertThat(again.statements()).isBetween(50L, 105L);
    // Each is looked up: an entry of an index, and the row. Before that the index is counted
    // through, for the ranges that are read side by side.
    assertThat(again.membersRead()).isBetween(2L * LEADS, 3L * LEADS + 100);
    assertThat(again.bytesPerRecord()).isLessThan(5_700);

    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    for (String id : ids.subList(0, CHANGED)) {
      caramel.sandbox().sugar().update("Leads", id, Map.of("title", "Changed"));
    }
    Cost changes = costOf(() -> caramel.run(LIST));
    // The other one asks for deleted leads.
    assertThat(changes.requests()).isEqualTo(Map.of(FILTER, 2L, "EmailAddresses/filter", 1L));
    assertThat(changes.members()).isEqualTo(CHANGED);
    assertThat(changes.rows()).isLessThan(30);
    assertThat(changes.statements()).isBetween(30L, 60L);
    // Nothing is asked of the list but those that changed.
    assertThat(changes.membersRead()).isBetween((long) CHANGED, 10L * CHANGED);

    for (int i = 0; i < CHANGED; i++) {
      caramel.sandbox().sugar().create("Leads", Map.of("last_name", "New " + i));
    }
    Cost withNew = costOf(() -> caramel.run(LIST, "{\"full\":true}"));
    assertThat(withNew.requests().get(FILTER)).isEqualTo(PAGES + 1L);
  }

  @Test
  void aRecordThatHasNotChangedPassesTheTransformOnlyOnce() throws IOException {
    Path route = Path.of("src/test/resources/bench/refuse-tests.camel.yaml");
    caramel.writeFile("refuse-tests.camel.yaml", Files.readString(route));
    String some = "transform: direct:refuse-tests\nfilter: '[{\"status\":\"New\"}]'\n";
    JsonNode first = caramel.sync("transformed", some + DEFINITION.replace("Cost", "Transformed"));
    long read = first.path("counts").path("read").asLong();
    assertThat(read).isPositive();
    assertThat(transformed()).isEqualTo(read);

    JsonNode again = caramel.run("transformed", "{\"full\":true}");

    assertThat(again.path("counts").path("unchanged").asLong()).isEqualTo(read);
    assertThat(transformed()).isEqualTo(read);
  }

  private static long transformed() {
    return caramel
        .bean(CamelContext.class)
        .getCamelContextExtension()
        .getContextPlugin(ManagedCamelContext.class)
        .getManagedRoute("refuse-tests")
        .getExchangesTotal();
  }

  private static boolean isOfRun(String thread) {
    return thread.startsWith("run-") || thread.startsWith("pull-");
  }

  /**
   * What a run spent.
   *
   * @param requests requests to Sugar, by path
   * @param statements statements sent to the database
   * @param rows rows that they wrote, without new members
   * @param members members that were written
   * @param membersRead rows and index entries of members that the database read
   * @param bytesPerRecord bytes allocated, for each record read
   */
  private record Cost(
      Map<String, Long> requests,
      long statements,
      long rows,
      long members,
      long membersRead,
      long bytesPerRecord) {}

  private static Cost costOf(Supplier<JsonNode> act) {
    caramel.sandbox().requests().clear();
    String now =
        caramel.jdbc().sql("select pg_current_xact_id()::text").query(String.class).single();
    long membersRead = membersRead();
    long bytes = allocated();
    CountedSql.take();
    JsonNode run = act.get();
    CountedSql.Counts sql = CountedSql.take();
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    long spent = allocated() - bytes;
    // In this order: what was written is counted by a look at all members.
    long readOfMembers = membersRead() - membersRead;
    return new Cost(
        requests(),
        sql.statements(),
        sql.rows(),
        writtenSince(now),
        readOfMembers,
        spent / run.path("counts").path("read").asLong());
  }

  private static Map<String, Long> requests() {
    return caramel.sandbox().requests().all().stream()
        .map(entry -> entry.path().replaceAll(".*/v[0-9_]+/", ""))
        .filter(path -> path.startsWith("Leads") || path.startsWith("EmailAddresses"))
        .collect(Collectors.groupingBy(path -> path, TreeMap::new, Collectors.counting()));
  }

  private static long writtenSince(String transaction) {
    return caramel
        .jdbc()
        .sql("select count(*) from member where xmin::text::bigint >= ?::bigint")
        .param(transaction)
        .query(Long.class)
        .single();
  }

  /** Rows and index entries of members that were read so far, for whomever and by whatever plan. */
  private static long membersRead() {
    closeConnections();
    return caramel
        .jdbc()
        .sql(
            """
            select seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes i
                                    where i.relid = t.relid)
              from pg_stat_user_tables t where relname = 'member'
            """)
        .query(Long.class)
        .single();
  }

  /** PostgreSQL counts what a connection has read no later than at its end. */
  private static void closeConnections() {
    String others =
        "select pid from pg_stat_activity where datname = current_database()"
            + " and backend_type = 'client backend' and pid <> pg_backend_pid()";
    List<Integer> before = caramel.jdbc().sql(others).query(Integer.class).list();
    HikariPoolMXBean pool = pool();
    await()
        .until(
            () -> {
              pool.softEvictConnections();
              return Collections.disjoint(
                  before, caramel.jdbc().sql(others).query(Integer.class).list());
            });
  }

  private static HikariPoolMXBean pool() {
    try {
      return caramel.bean(DataSource.class).unwrap(HikariDataSource.class).getHikariPoolMXBean();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && isOfRun(thread.getThreadName())) {
        bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return bytes;
  }
}
