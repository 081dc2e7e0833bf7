package dev.caramel.connector;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hottest people of the lists that an account chose for its sales users. */
@Component("hotProspects")
public class HotProspects {
  /** Who has an address; the condition on it and the choice of one of them follow. */
  static final String PEOPLE =
      """
        select %s
        from member m
        join list l on l.id = m.list_id
        left join list_column o on o.list_id = m.list_id and o.role = 'owner'
        where m.list_id = any(:lists) and m.removed_at is null
          and (cast(:owner as text) is null or m."values" ->> o.field = :owner)"""
          .formatted(Person.COLUMNS);

  // Scores everybody: from the index activity_by_time alone, people from member_by_email, the
  // hottest first.
  static final String HOTTEST =
      """
      select p.*, s.score, s.last_at
      from behavioral_scores(:account, 'default', now() - make_interval(days => :days), :without) s
      cross join lateral (
      %s
          and m.email_key = s.email_key
        order by m.record_id is null, m.list_id, m.id
        limit 1
      ) p
      where s.score >= :least
      order by s.score desc, s.last_at desc, s.email_key collate "C"
      limit :rows
      """
          .formatted(PEOPLE);

  // Scores only whom an owner has: for an owner of few among many.
  static final String HOTTEST_OWNED =
      HOTTEST.replace(
          "where s.score >= :least",
          """
          where s.score >= :least
            and s.email_key collate "C" = any(array(
              select m.email_key
              from member m
              join list_column o on o.list_id = m.list_id and o.role = 'owner'
              where m.list_id = any(:lists) and m.removed_at is null and m.email_key is not null
                and m."values" ->> o.field = :owner))""");

  private final SalesProspects lists;
  private final HottestFirst hottestFirst;
  private final JdbcClient database;

  HotProspects(SalesProspects lists, HottestFirst hottestFirst, JdbcClient database) {
    this.lists = lists;
    this.hottestFirst = hottestFirst;
    this.database = database;
  }

  /**
   * The hottest people, the highest behavioral score first. A hot prospect is one address, however
   * many members have it.
   *
   * @param maxRecords most people, 1 to 1000
   * @param days how far back activities count, 1 to 3650
   * @param minScore least score
   * @param includeSends whether activities of the kind {@code sent} count
   * @param includeOpens whether those of the kind {@code opened} count
   * @param assignedTo value of the owner column that they have; null for all
   * @throws dev.caramel.api.WrongRequest if a number is out of its range
   */
  public Answer find(
      @Variable("account") String account,
      @Variable("maxRecords") int maxRecords,
      @Variable("days") int days,
      @Variable("minScore") int minScore,
      @Variable("includeSends") boolean includeSends,
      @Variable("includeOpens") boolean includeOpens,
      @Variable("assignedTo") @Nullable String assignedTo) {
    new Numbers()
        .within("maxRecords", maxRecords, 1, 1000)
        .within("days", days, 1, History.MOST_DAYS)
        .within("minScore", minScore, 0, 1_000_000_000)
        .check();
    List<String> chosen = lists.of(account);
    if (chosen.isEmpty()) {
      return Answer.empty(
          "no_lists", "No list is chosen for hot prospects: choose the sales prospects lists.");
    }
    List<String> without = new ArrayList<>();
    if (!includeSends) {
      without.add("sent");
    }
    if (!includeOpens) {
      without.add("opened");
    }
    Question question =
        new Question(
            account,
            chosen.toArray(String[]::new),
            maxRecords,
            days,
            minScore,
            without.toArray(String[]::new),
            assignedTo);
    List<Person> found = hottestFirst.find(question).orElseGet(() -> ofAll(question));
    return found.isEmpty()
        ? whyEmpty(chosen, minScore, days, assignedTo)
        : new Answer(found, null, null);
  }

  /** The same by scoring everybody. */
  List<Person> ofAll(Question question) {
    return ofAll(question, question.owner() == null ? HOTTEST : HOTTEST_OWNED);
  }

  List<Person> ofAll(Question question, String statement) {
    return database
        .sql(statement)
        .param("account", question.account())
        .param("days", question.days())
        .param("without", question.without())
        .param("lists", question.lists())
        .param("owner", question.owner())
        .param("least", question.least())
        .param("rows", question.maxRecords())
        .query((row, number) -> Person.of(row))
        .list();
  }

  private Answer whyEmpty(
      List<String> chosen, int minScore, int days, @Nullable String assignedTo) {
    if (assignedTo != null && !hasOwnerColumn(chosen)) {
      return Answer.empty(
          "no_owner_column",
          "None of the lists has an owner column, so nobody is assigned to "
              + assignedTo
              + ": give the role \"owner\" to a column.");
    }
    return Answer.empty(
        "nobody",
        (assignedTo == null ? "Nobody" : "Nobody who is assigned to " + assignedTo)
            + " has a score of "
            + minScore
            + " or more in the last "
            + days
            + " days.");
  }

  private boolean hasOwnerColumn(List<String> chosen) {
    return database
        .sql(
            "select exists (select 1 from list_column where list_id = any(:lists) and role = 'owner')")
        .param("lists", chosen.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  /**
   * What is asked for.
   *
   * @param account the account
   * @param lists ids of the lists that people are of
   * @param maxRecords most people
   * @param days how far back activities count
   * @param least least score
   * @param without kinds of activities that do not count
   * @param owner value of the owner column that they have; null for all
   */
  record Question(
      String account,
      String[] lists,
      int maxRecords,
      int days,
      int least,
      String[] without,
      @Nullable String owner) {}

  /**
   * The hot prospects, or why there are none.
   *
   * @param prospects people, the hottest first
   * @param reason why there are none; null if there are some
   * @param reasonCode the same for programs: {@code no_lists}, {@code no_owner_column} or {@code
   *     nobody}
   */
  record Answer(List<Person> prospects, @Nullable String reason, @Nullable String reasonCode) {
    static Answer empty(String code, String reason) {
      return new Answer(List.of(), reason, code);
    }
  }
}
