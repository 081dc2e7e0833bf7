package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.score.Activities;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each question that is asked of activities is answered from an index: with tens of millions of
 * them, one that is not would be seen by everybody.
 */
class ActivityQuestionsTest {
  private static final List<String> INDEXES =
      List.of("activity_by_email", "activity_by_time", "activity_pkey");

  @RegisterExtension
  static final RunningCaramel caramel =
      // It reads all activities of an account, as it must, and would be counted with the questions.
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0)).withoutRoute("tighten-score-bounds");

  @Test
  void noQuestionReadsAllActivities() {
    Callers busy = Callers.of(caramel, "busy").list("busy-leads");
    busy.member("busy-leads", "p7@x.example", "Ann", "Sally");
    assertThat(busy.choose("{\"lists\":[\"busy-leads\"]}")).isEqualTo(200);
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, at)
            select 'busy', 'a' || n, 'p' || n % 3000 || '@x.example', 'opened', 'News',
                   now() - make_interval(mins => n * 20)
              from generate_series(1, 60000) n
            """)
        .update();
    caramel.jdbc().sql("analyze activity").update();
    long whole = scans("seq_scan from pg_stat_user_tables where relname = 'activity'");
    List<Long> before = INDEXES.stream().map(ActivityQuestionsTest::indexScans).toList();

    for (String question :
        List.of(
            "activities?email=P7@x.example&days=30",
            "timeline?email=p7@x.example&days=365",
            "hot-prospects?days=30",
            "account-report?emails=p7@x.example,p8@x.example",
            "account-report?domain=x.example")) {
      assertThat(busy.get(question).status()).as(question).isEqualTo(200);
    }
    assertThat(caramel.get("/api/accounts/busy/scores/p7@x.example").path("behavioral").asInt())
        .isPositive();
    caramel.send(
        "PUT",
        "/api/lists/busy-leads/segments/hot",
        "{\"all\":[{\"score\":\"behavioral\",\"condition\":\"greater\",\"value\":2}]}",
        Map.of());
    assertThat(caramel.get("/api/lists/busy-leads/segments/hot/members").path("members"))
        .hasSize(1);
    assertThat(
            caramel
                .post(
                    "/api/accounts/busy/activities",
                    "{\"id\":\"a1\",\"email\":\"p1@x.example\",\"type\":\"opened\",\"at\":\"%s\"}"
                        .formatted(Instant.now()))
                .path("repeated")
                .asInt())
        .isEqualTo(1);
    caramel.bean(Activities.class).forgetOld();

    // PostgreSQL tells its counters some seconds later.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              for (int i = 0; i < INDEXES.size(); i++) {
                assertThat(indexScans(INDEXES.get(i)))
                    .as(INDEXES.get(i))
                    .isGreaterThan(before.get(i));
              }
            });
    assertThat(scans("seq_scan from pg_stat_user_tables where relname = 'activity'"))
        .isEqualTo(whole);
    assertThat(
            caramel
                .jdbc()
                .sql("select count(*) from activity where at < now() - interval '730 days'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private static long indexScans(String index) {
    return scans("idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'");
  }

  private static long scans(String what) {
    return caramel.jdbc().sql("select " + what).query(Long.class).single();
  }
}
