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
  // Scores come from the index activity_by_time alone, people from member_by_email, the hottest
  // first.
  static final String HOTTEST =
      """
      select p.*, s.score, s.last_at
      from behavioral_scores(:account, 'default', now() - make_interval(days => :days), :without) s
      cross join lateral (
        select %s
        from member m
        join list l on l.id = m.list_id
        left join list_column o on o.list_id = m.list_id and o.role = 'owner'
        where m.list_id = any(:lists) and m.email_key = s.email_key and m.removed_at is null
          and (cast(:owner as text) is null or m."values" ->> o.field = :owner)
        order by m.record_id is null, m.list_id, m.id
        limit 1
      ) p
      where s.score >= :least
      order by s.score desc, s.last_at desc, s.email_key
      limit :rows
      """
          .formatted(Person.COLUMNS);

  private final SalesProspects lists;
  private final JdbcClient database;

  HotProspects(SalesProspects lists, JdbcClient database) {
    this.lists = lists;
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
      return Answer.empty("No list is chosen for hot prospects: choose the sales prospects lists.");
    }
    List<String> without = new ArrayList<>();
    if (!includeSends) {
      without.add("sent");
    }
    if (!includeOpens) {
      without.add("opened");
    }
    List<Person> found =
        database
            .sql(HOTTEST)
            .param("account", account)
            .param("days", days)
            .param("without", without.toArray(String[]::new))
            .param("lists", chosen.toArray(String[]::new))
            .param("owner", assignedTo)
            .param("least", minScore)
            .param("rows", maxRecords)
            .query((row, number) -> Person.of(row))
            .list();
    return found.isEmpty()
        ? Answer.empty(whyEmpty(chosen, minScore, days, assignedTo))
        : new Answer(found, null);
  }

  private String whyEmpty(
      List<String> chosen, int minScore, int days, @Nullable String assignedTo) {
    if (assignedTo != null && !hasOwnerColumn(chosen)) {
      return "None of the lists has an owner column, so nobody is assigned to "
          + assignedTo
          + ": give the role \"owner\" to a column.";
    }
    return (assignedTo == null ? "Nobody" : "Nobody who is assigned to " + assignedTo)
        + " has a score of "
        + minScore
        + " or more in the last "
        + days
        + " days.";
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
   * The hot prospects, or why there are none.
   *
   * @param prospects people, the hottest first
   * @param reason why there are none; null if there are some
   */
  record Answer(List<Person> prospects, @Nullable String reason) {
    static Answer empty(String reason) {
      return new Answer(List.of(), reason);
    }
  }
}
