package dev.caramel.connector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the hottest people without scoring everybody: from the highest score bound down, each
 * scored exactly, until no bound is left that could beat those found. What it finds is what scoring
 * everybody would find.
 */
@Component
class HottestFirst {
  /** Where few of those looked at may count, so that more looks would follow. */
  private static final int WIDE_LOOK = 128;

  /** Looking at more addresses one by one is slower than scoring all of them together. */
  private static final int MOST_LOOKED_AT = 20_000;

  /** Days for which there are bounds, besides those of all time. */
  private static final Set<Integer> BOUND_DAYS = Set.of(30, 90, 365);

  // From one of the indexes score_bound_*, backwards; people from member_by_email.
  private static final String CANDIDATES =
      """
      select b.email_key, b.bound, p.*, 0 as score, cast(null as timestamptz) as last_at
      from (
        select email_key, $window as bound
        from score_bound
        where account_id = :account and ($window, email_key) < (:bound, :behind)
          and $window >= :least
        order by $window desc, email_key desc
        limit :rows
      ) b
      left join lateral (
      %s
          and m.email_key = b.email_key
        order by m.record_id is null, m.list_id, m.id
        limit 1
      ) p on true
      order by b.bound desc, b.email_key desc
      """
          .formatted(HotProspects.PEOPLE);

  // Served by activity_by_email.
  static final String SCORES =
      """
      select email_key, score, last_at
      from behavioral_scores(:account, 'default', now() - make_interval(days => :days), :without)
      where email_key collate "C" = any(:addresses)
      """;

  private final JdbcClient database;
  private final TransactionTemplate snapshot;

  HottestFirst(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /** The statement that looks at the next addresses for a score of so many days. */
  static String candidates(int days) {
    String window =
        days <= 30 ? "days_30" : days <= 90 ? "days_90" : days <= 365 ? "days_365" : "ever";
    return CANDIDATES.replace("$window", window);
  }

  /**
   * The hottest people, the hottest first; empty if they cannot be found this way, because the
   * bounds do not hold at the moment or tell too little.
   */
  Optional<List<Person>> find(HotProspects.Question question) {
    return Optional.ofNullable(
        snapshot.execute(status -> hold(question.account()) ? walk(question) : null));
  }

  private boolean hold(String account) {
    return database
        .sql(
            """
            select exists (
              select from score_bound_state
              where account_id = :account and tight_version = rules_version)
            """)
        .param("account", account)
        .query(Boolean.class)
        .single();
  }

  private @Nullable List<Person> walk(HotProspects.Question question) {
    List<Found> best = new ArrayList<>();
    Candidate last = new Candidate("", Long.MAX_VALUE, null);
    int looked = 0;
    for (int rows = firstLook(question); looked < MOST_LOOKED_AT; rows *= 2) {
      List<Candidate> candidates = candidates(question, last, rows);
      best.addAll(scored(question, candidates));
      best =
          best.stream()
              .sorted(Found.HOTTEST)
              .limit(question.maxRecords())
              .collect(Collectors.toCollection(ArrayList::new));
      if (candidates.size() < rows) {
        return people(best);
      }
      last = candidates.get(rows - 1);
      looked += rows;
      boolean enough = best.size() == question.maxRecords();
      if (enough && last.bound() < best.get(best.size() - 1).score()) {
        return people(best);
      }
    }
    return null;
  }

  /**
   * Bounds are hardly above scores where all that they count is asked for: then a few more than are
   * wanted suffice, and each one more would cost all that it did.
   */
  private static int firstLook(HotProspects.Question question) {
    int few = question.maxRecords() * 5 / 4 + 8;
    boolean tight =
        BOUND_DAYS.contains(question.days())
            && question.without().length == 0
            && question.owner() == null;
    return tight ? few : Math.max(few, WIDE_LOOK);
  }

  private static List<Person> people(List<Found> best) {
    return best.stream().map(one -> one.person().scored(one.score(), one.lastAt())).toList();
  }

  private List<Candidate> candidates(HotProspects.Question question, Candidate last, int rows) {
    return database
        .sql(candidates(question.days()))
        .param("account", question.account())
        .param("lists", question.lists())
        .param("owner", question.owner())
        .param("least", question.least())
        .param("bound", last.bound())
        .param("behind", last.address())
        .param("rows", rows)
        .query(
            (row, number) ->
                new Candidate(
                    row.getString("email_key"),
                    row.getLong("bound"),
                    row.getString("email") == null ? null : Person.of(row)))
        .list();
  }

  private List<Found> scored(HotProspects.Question question, List<Candidate> candidates) {
    Map<String, Person> people =
        candidates.stream()
            .filter(candidate -> candidate.person() != null)
            .collect(Collectors.toMap(Candidate::address, Candidate::person));
    return database
        .sql(SCORES)
        .param("account", question.account())
        .param("days", question.days())
        .param("without", question.without())
        .param("addresses", people.keySet().toArray(String[]::new))
        .query(
            (row, number) -> {
              String address = row.getString("email_key");
              return new Found(
                  address,
                  people.get(address),
                  row.getLong("score"),
                  row.getObject("last_at", OffsetDateTime.class).toInstant());
            })
        .list()
        .stream()
        .filter(found -> found.score() >= question.least())
        .toList();
  }

  /** An address, the most that it can score, and who it is; null if nobody who is asked for. */
  private record Candidate(String address, long bound, @Nullable Person person) {}

  private record Found(String address, Person person, long score, Instant lastAt) {
    /** As the database orders them, addresses by their octets. */
    private static final Comparator<Found> HOTTEST =
        Comparator.comparingLong(Found::score)
            .thenComparing(Found::lastAt)
            .reversed()
            .thenComparing(
                found -> found.address().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  }
}
