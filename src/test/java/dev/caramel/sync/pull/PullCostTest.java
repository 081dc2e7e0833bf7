package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.caramel.testkit.CountedStatements;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

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

  private static final CountedStatements STATEMENTS = new CountedStatements(PullCostTest::isOfRun);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(LEADS))
          .with("caramel.pull.page-size", LEADS / PAGES)
          .with("context.initializer.classes", Watched.class.getName());

  /** Puts the count between the program and its database. */
  static final class Watched
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext program) {
      program.getBeanFactory().addBeanPostProcessor(STATEMENTS);
    }
  }

  @Test
  void aPullCostsWhatItDid() {
    Cost first = costOf(() -> caramel.sync(LIST, DEFINITION));
    // One more asks, once, whether this Sugar takes filters on ids.
    assertThat(first.requests().get(FILTER)).isBetween((long) PAGES, PAGES + 1L);
    assertThat(first.members()).isEqualTo(LEADS);
    assertThat(first.statements()).isLessThan(200);
    assertThat(first.bytesPerRecord()).isLessThan(25_000);

    Cost again = costOf(() -> caramel.run(LIST, "{\"full\":true}"));
    assertThat(again.requests()).isEqualTo(Map.of(FILTER, (long) PAGES, FILTER + "/count", 1L));
    assertThat(again.members()).isZero();
    assertThat(again.rows()).isLessThan(60);
    assertThat(again.statements()).isLessThan(130);
    assertThat(again.bytesPerRecord()).isLessThan(10_000);

    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    for (String id : ids.subList(0, CHANGED)) {
      caramel.sandbox().sugar().update("Leads", id, Map.of("title", "Changed"));
    }
    Cost changes = costOf(() -> caramel.run(LIST));
    // The other one asks for deleted leads.
    assertThat(changes.requests()).isEqualTo(Map.of(FILTER, 2L, "EmailAddresses/filter", 1L));
    assertThat(changes.members()).isEqualTo(CHANGED);
    assertThat(changes.rows()).isLessThan(30);
    assertThat(changes.statements()).isLessThan(75);
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
   * @param bytesPerRecord bytes allocated, for each record read
   */
  private record Cost(
      Map<String, Long> requests, long statements, long rows, long members, long bytesPerRecord) {}

  private static Cost costOf(Supplier<JsonNode> act) {
    caramel.sandbox().requests().clear();
    String now =
        caramel.jdbc().sql("select pg_current_xact_id()::text").query(String.class).single();
    long rows = STATEMENTS.rows();
    long statements = STATEMENTS.count();
    long bytes = allocated();
    JsonNode run = act.get();
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    return new Cost(
        requests(),
        STATEMENTS.count() - statements,
        STATEMENTS.rows() - rows,
        writtenSince(now),
        (allocated() - bytes) / run.path("counts").path("read").asLong());
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
