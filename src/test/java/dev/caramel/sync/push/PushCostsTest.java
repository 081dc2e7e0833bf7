package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.testkit.CountedSql;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a push costs, in numbers that are the same on every machine: requests to Sugar, statements,
 * and rows written. A change that makes it dearer is seen here.
 */
class PushCostsTest {
  private static final int LEADS = 2_000;
  private static final int BATCH = 100;
  private static final int BATCHES = LEADS / BATCH;

  /** Fence, agreed values, what is settled, and counts; a share of choosing. */
  private static final int STATEMENTS_OF_A_BATCH = 6;

  private static final int STATEMENTS_OF_A_RUN = 60;

  /** The pull before the push reads what changed: pages of leads, not single ones. */
  private static final long PULL_READS = 6;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> PushScores.installed(sandbox).leads(LEADS))
          .with("caramel.push.batch-size", BATCH)
          .with("spring.datasource.driver-class-name", CountedSql.class.getName());

  @Test
  void aPushCostsRequestsAndStatementsForEachBatchAndOneRowForEachRecord() {
    caramel.sync("plain", definition("update: Email", ""));
    new PushScores(caramel, "plain").scoreAll("id % 97 + 1");

    Costs costs = costsOfARun("plain");

    assertThat(count(costs.run, "pushed")).as(costs.run.toString()).isEqualTo(LEADS);
    assertThat(costs.written).as("records written in Sugar").isEqualTo(LEADS);
    assertThat(costs.bulks).as("requests that write").isEqualTo(BATCHES);
    assertThat(costs.reads).as("requests that read leads").isLessThanOrEqualTo(PULL_READS);
    assertThat(costs.rows).as("rows of members written").isEqualTo(LEADS);
    assertThat(costs.statements)
        .as("statements")
        .isLessThanOrEqualTo(STATEMENTS_OF_A_RUN + BATCHES * STATEMENTS_OF_A_BATCH);

    // The next pull reads what we wrote, and keeps Sugar's dates of it.
    caramel.run("plain");
    Costs idle = costsOfARun("plain");
    assertThat(idle.bulks + idle.rows).as("requests and rows where nothing is due").isZero();
    assertThat(idle.statements).isLessThanOrEqualTo(STATEMENTS_OF_A_RUN);
  }

  @Test
  void readingBeforeWritingCostsARequestForSomeHundredsOfRecords() {
    caramel.sync("both", definition("update: Email, Lead Score", "conflict:\n  Lead Score: list"));
    new PushScores(caramel, "both").scoreAll("id % 89 + 200");

    Costs costs = costsOfARun("both");

    assertThat(count(costs.run, "pushed")).as(costs.run.toString()).isEqualTo(LEADS);
    assertThat(costs.bulks).as("requests that write").isEqualTo(BATCHES);
    assertThat(costs.reads)
        .as("requests that read leads")
        .isBetween(LEADS / 500L, PULL_READS + BATCHES / 2);
  }

  @Test
  void refusedRecordsCostNoStatementsOfTheirOwn() {
    caramel.sync("refused", definition("update: Email", ""));
    new PushScores(caramel, "refused").scoreAll("id % 83 + 400");
    caramel.sandbox().faults().add(Fault.ofStatus(422).on("PART PUT .*").times(-1));

    Costs costs = costsOfARun("refused");
    caramel.sandbox().faults().clear();

    assertThat(count(costs.run, "rejected")).as(costs.run.toString()).isEqualTo(LEADS);
    assertThat(costs.statements)
        .as("statements")
        .isLessThanOrEqualTo(STATEMENTS_OF_A_RUN + BATCHES * STATEMENTS_OF_A_BATCH);
  }

  private static String definition(String update, String conflict) {
    return """
        list: Costs
        module: Leads
        columns:
          Email: email
          Lead Score: %s
        pull:
          add: true
          %s
        push:
          update: Lead Score
        sweep: never
        %s
        """
        .formatted(FIELD, update, conflict);
  }

  /** What one run cost. */
  private record Costs(
      JsonNode run, long bulks, long written, long reads, long rows, long statements) {}

  private static Costs costsOfARun(String list) {
    caramel.sandbox().requests().clear();
    long rows = rowsWritten();
    CountedSql.take();
    JsonNode run = caramel.run(list);
    long statements = CountedSql.take().statements();
    List<RequestLog.Entry> all = caramel.sandbox().requests().all();
    return new Costs(
        run,
        all.stream().filter(entry -> entry.path().endsWith("/bulk")).count(),
        new PushScores(caramel, list)
            .writes().stream().filter(entry -> entry.path().contains("/Leads/")).count(),
        all.stream().filter(entry -> entry.path().endsWith("/Leads/filter")).count(),
        rowsWritten() - rows,
        statements);
  }

  /** Every row of a member that is written moves a sequence, even where that is taken back. */
  @BeforeAll
  static void countRows() {
    caramel.jdbc().sql("create sequence rows_written").update();
    caramel
        .jdbc()
        .sql(
            """
            create function count_row() returns trigger language plpgsql as
              'begin perform nextval(''rows_written''); return null; end'
            """)
        .update();
    caramel
        .jdbc()
        .sql(
            """
            create trigger count_row after insert or update or delete on member
              for each row execute function count_row()
            """)
        .update();
  }

  private static long rowsWritten() {
    return caramel.jdbc().sql("select last_value from rows_written").query(Long.class).single();
  }
}
