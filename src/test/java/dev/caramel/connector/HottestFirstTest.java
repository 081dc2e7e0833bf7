package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.score.ScoreBounds;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Whoever is found from the highest bound down is who is found by scoring everybody. */
class HottestFirstTest {
  private static final int PEOPLE = 700;

  @RegisterExtension
  static final RunningCaramel caramel =
      // The bounds are made tight when a test says so, and never in between.
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0)).withoutRoute("tighten-score-bounds");

  private final Random random = new Random(20_261_127);
  private String account;

  /** Some are of another list, some of no list, some were removed, two lists share some. */
  @BeforeEach
  void people() {
    account = "a" + System.nanoTime();
    Callers.of(caramel, account).list(account + "-one").list(account + "-two");
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values", removed_at, removed_because)
            select ? || case n % 3 when 0 then '-one' else '-two' end, 'P' || n % ? || '@ex.org',
              jsonb_build_object('assigned_user_name', 'Owner ' || n % 7),
              case when n % 11 = 0 then now() end, case when n % 11 = 0 then 'by-person' end
            from generate_series(1, 900) n
            """)
        .params(account, PEOPLE - 50)
        .update();
    store(4000);
  }

  @Test
  void the_hottest_are_the_same_whatever_is_asked_and_whatever_the_sheet_says() {
    for (String sheet :
        List.of(
            "[{'activity':'sent','points':1},{'activity':'opened','points':3},{'activity':'clicked','points':5}]",
            "[{'activity':'sent','points':-2},{'activity':'opened','points':30,'once':true},{'activity':'clicked','points':4}]",
            "[{'activity':'opened','points':1},{'activity':'clicked','points':1,'once':true}]")) {
      set(
          sheet,
          "[{'activity':'clicked','asset':'a1','points':7},{'activity':'opened','asset':'a2','points':-3}]");
      assertThat(first(question())).as("bounds of other rules do not hold").isEmpty();
      caramel.bean(ScoreBounds.class).tighten();
      for (int i = 0; i < 25; i++) {
        store(random.nextInt(3) * 20);
        HotProspects.Question question = question();
        assertThat(first(question)).as(question.toString()).contains(all(question));
      }
    }
  }

  @Test
  void activities_that_are_deleted_or_come_again_leave_bounds_that_hold() {
    caramel.bean(ScoreBounds.class).tighten();
    caramel
        .jdbc()
        .sql("delete from activity where account_id = ? and id like '%7'")
        .param(account)
        .update();
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, url, at)
            select account_id, id, email, type, asset, url, at from activity
            on conflict do nothing
            """)
        .update();
    for (int i = 0; i < 20; i++) {
      HotProspects.Question question = question();
      assertThat(first(question)).as(question.toString()).contains(all(question));
    }
    caramel.jdbc().sql("delete from activity where account_id = ?").param(account).update();
    caramel
        .jdbc()
        .sql("update score_bound_state set tight_at = now() - interval '25 hours'")
        .update();
    caramel.bean(ScoreBounds.class).tighten();

    assertThat(bounds()).isZero();
    assertThat(first(question())).contains(List.of());
  }

  @Test
  void a_score_is_the_same_wherever_it_is_told() {
    set(
        "[{'activity':'sent','points':1},{'activity':'opened','points':8,'once':true},{'activity':'clicked','points':-1}]",
        "[{'activity':'clicked','asset':'a1','points':9}]");
    caramel.bean(ScoreBounds.class).tighten();
    List<Person> hottest = first(question(1000, 90, 0, new String[0], null)).orElseThrow();
    assertThat(hottest).hasSizeGreaterThan(100);
    for (Person person : hottest.subList(0, 25)) {
      JsonNode score = caramel.get("/api/accounts/" + account + "/scores/" + person.email());
      assertThat(score.path("behavioral").asLong()).as(person.email()).isEqualTo(person.score());
      assertThat(
              caramel
                  .jdbc()
                  .sql(
                      """
                      select behavioral
                      from member m
                      cross join lateral member_scores(m.list_id, 'default', m.id - 1, m.id)
                      where m.list_id = ? and m.email = ? and m.removed_at is null
                      limit 1
                      """)
                  .params(person.list(), person.email())
                  .query(Long.class)
                  .single())
          .isEqualTo(person.score());
    }
  }

  @Test
  void indexes_serve_each_look_also_among_many_people() {
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, at)
            select ?, 'm' || n, 'p' || n % 20000 || '@many.example', 'clicked', 'x',
              now() - make_interval(mins => n)
            from generate_series(1, 60000) n
            """)
        .param(account)
        .update();
    caramel.bean(ScoreBounds.class).tighten();
    caramel.jdbc().sql("analyze activity").update();
    caramel.jdbc().sql("analyze score_bound").update();
    for (int days : List.of(7, 30, 90, 365, 366)) {
      assertThat(plan(HottestFirst.candidates(days)))
          .contains(
              "score_bound_"
                  + (days <= 30 ? "30" : days <= 90 ? "90" : days <= 365 ? "365" : "ever"))
          .contains("member_by_email")
          .doesNotContain("Seq Scan on score_bound", "Seq Scan on member");
    }
    assertThat(plan(HottestFirst.SCORES))
        .contains("activity_by_email")
        .doesNotContain("Seq Scan on activity");
  }

  private HotProspects.Question question() {
    return question(
        List.of(1, 10, 100, 1000).get(random.nextInt(4)),
        List.of(1, 7, 30, 31, 90, 200, 365, 730).get(random.nextInt(8)),
        List.of(0, 1, 12, 40).get(random.nextInt(4)),
        Stream.of("sent", "opened").filter(type -> random.nextBoolean()).toArray(String[]::new),
        random.nextInt(3) == 0 ? "Owner " + random.nextInt(8) : null);
  }

  private HotProspects.Question question(
      int most, int days, int least, String[] without, String owner) {
    String[] lists =
        random.nextBoolean()
            ? new String[] {account + "-one", account + "-two"}
            : new String[] {account + "-two"};
    return new HotProspects.Question(account, lists, most, days, least, without, owner);
  }

  private static Optional<List<Person>> first(HotProspects.Question question) {
    return caramel.bean(HottestFirst.class).find(question);
  }

  private static List<Person> all(HotProspects.Question question) {
    HotProspects hotProspects = caramel.bean(HotProspects.class);
    List<Person> all = hotProspects.ofAll(question, HotProspects.HOTTEST);
    assertThat(hotProspects.ofAll(question)).isEqualTo(all);
    return all;
  }

  private void set(String behavior, String assets) {
    String sheet = "{'days':90,'behavior':" + behavior + ",'assets':" + assets + ",'profile':[]}";
    String path = "/api/accounts/" + account + "/score-sheets/default";
    assertThat(caramel.send("PUT", path, sheet.replace('\'', '"'), Map.of()).statusCode())
        .isEqualTo(200);
  }

  /** Activities of random people, kinds and times, the most of a few people. */
  private void store(int times) {
    List<Object[]> rows = new ArrayList<>();
    IntStream.range(0, times)
        .forEach(
            n -> {
              int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 3));
              rows.add(
                  new Object[] {
                    "x" + random.nextLong(),
                    "p" + person + "@ex.org",
                    List.of("sent", "opened", "clicked", "custom").get(random.nextInt(4)),
                    random.nextInt(4) == 0 ? null : "a" + random.nextInt(3),
                    random.nextInt(500) * random.nextDouble()
                  });
            });
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, at)
            select ?, id, email, type, asset, now() - days * interval '1 day'
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::float8[])
              as a (id, email, type, asset, days)
            """)
        .param(account)
        .param(column(rows, 0, String[]::new))
        .param(column(rows, 1, String[]::new))
        .param(column(rows, 2, String[]::new))
        .param(column(rows, 3, String[]::new))
        .param(column(rows, 4, Double[]::new))
        .update();
  }

  private static <T> T[] column(
      List<Object[]> rows, int column, java.util.function.IntFunction<T[]> array) {
    return rows.stream().map(row -> row[column]).toArray(array);
  }

  private long bounds() {
    return caramel
        .jdbc()
        .sql("select count(*) from score_bound where account_id = ?")
        .param(account)
        .query(Long.class)
        .single();
  }

  private String plan(String sql) {
    Map<String, Object> values =
        new java.util.HashMap<>(
            Map.of(
                "account",
                account,
                "lists",
                new String[] {account + "-one"},
                "without",
                new String[0],
                "addresses",
                new String[] {"p7@ex.org"},
                "days",
                90,
                "least",
                1,
                "bound",
                Long.MAX_VALUE,
                "behind",
                "",
                "rows",
                128));
    values.put("owner", "Owner 1");
    return String.join(
        "\n",
        new NamedParameterJdbcTemplate(caramel.bean(javax.sql.DataSource.class))
            .queryForList("explain " + sql, values, String.class));
  }
}
