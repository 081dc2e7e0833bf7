package dev.caramel.connector;

import dev.caramel.api.WrongRequest;
import dev.caramel.score.ActivityTypes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All people of one customer company: their scores, and what they did. */
@Component("accountReport")
public class AccountReport {
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
  private static final int MOST_PEOPLE = 500;
  private static final int MOST_ACTIVITIES = 200;

  // People from member_by_email, scores from activity_by_email. Whoever is in no list is an
  // address.
  static final String PEOPLE =
      """
      select coalesce(p.email, a.email) as email,
        p.record_id, p.list_id, p.module, p.name, p.title, p.company, p.owner,
        coalesce(s.score, 0) as score, s.last_at
      from unnest(:addresses) as a (email)
      left join lateral (
        select %s
        from member m
        join list l on l.id = m.list_id
        left join list_column o on o.list_id = m.list_id and o.role = 'owner'
        where m.list_id = any(array(select id from list where account_id = :account))
          and m.email_key = a.email and m.removed_at is null
        order by m.record_id is null, m.list_id, m.id
        limit 1
      ) p on true
      left join (
        select email_key, score, last_at
        from behavioral_scores(:account, 'default', now() - make_interval(days => :days), '{}')
        where email_key collate "C" = any(:addresses)
      ) s on s.email_key = a.email
      where p.email is not null or s.last_at is not null
      order by score desc, a.email
      """
          .formatted(Person.COLUMNS);

  // Served by member_by_domain.
  static final String OF_DOMAIN =
      """
      select distinct email_key
      from member
      where list_id = any(array(select id from list where account_id = :account))
        and hashtextextended(split_part(email_key, '@', 2), 0) = hashtextextended(:domain, 0)
        and split_part(email_key, '@', 2) = :domain and email_key is not null and removed_at is null
      order by email_key
      limit :rows
      """;

  private final History history;
  private final JdbcClient database;

  AccountReport(History history, JdbcClient database) {
    this.history = history;
    this.database = database;
  }

  /**
   * The report of the people with these addresses, or with addresses of that domain.
   *
   * @param emails addresses, separated by commas; up to 500
   * @param domain part of the addresses behind the @
   * @param days how far back activities count
   * @throws WrongRequest unless exactly one of both is given, and right
   */
  public Report of(
      @Variable("account") String account,
      @Variable("emails") @Nullable String emails,
      @Variable("domain") @Nullable String domain,
      @Variable("days") int days) {
    new Numbers().within("days", days, 1, History.MOST_DAYS).check();
    if ((emails == null) == (domain == null)) {
      throw WrongRequest.of(
          "emails", "Give \"emails\", addresses separated by commas, or else \"domain\".");
    }
    List<String> addresses =
        emails != null
            ? Addresses.several("emails", emails, MOST_PEOPLE).stream()
                .map(Addresses::key)
                .distinct()
                .toList()
            : ofDomain(account, Objects.requireNonNull(domain));
    List<Person> people = people(account, addresses, days);
    List<History.Activity> timeline =
        history.newest(account, addresses, ActivityTypes.ALL, days, MOST_ACTIVITIES);
    return new Report(summary(account, addresses, people, days), people, timeline);
  }

  private List<String> ofDomain(String account, String domain) {
    String plain = Addresses.key(domain.strip()).replaceFirst("^@", "");
    if (plain.length() > 253 || !DOMAIN.matcher(plain).matches()) {
      throw WrongRequest.of(
          "domain", "\"domain\" is to be what stands behind the @, such as example.com.");
    }
    return database
        .sql(OF_DOMAIN)
        .param("account", account)
        .param("domain", plain)
        .param("rows", MOST_PEOPLE)
        .query(String.class)
        .list();
  }

  private List<Person> people(String account, List<String> addresses, int days) {
    return database
        .sql(PEOPLE)
        .param("account", account)
        .param("addresses", addresses.toArray(String[]::new))
        .param("days", days)
        .query((row, number) -> Person.of(row))
        .list();
  }

  private Summary summary(String account, List<String> addresses, List<Person> people, int days) {
    Map<String, Long> byType =
        database
            .sql(
                """
                select type, count(*) as times
                from activity
                where account_id = :account and email_key = any(:addresses)
                  and at > now() - make_interval(days => :days)
                group by type
                """)
            .param("account", account)
            .param("addresses", addresses.toArray(String[]::new))
            .param("days", days)
            .query((row, number) -> Map.entry(row.getString("type"), row.getLong("times")))
            .list()
            .stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    Map.Entry::getValue,
                    Long::sum,
                    () ->
                        new TreeMap<String, Long>(
                            Comparator.comparingInt(ActivityTypes.ALL::indexOf))));
    return new Summary(
        people.size(),
        byType.values().stream().mapToLong(times -> times).sum(),
        people.stream().mapToLong(Person::score).sum(),
        people.stream()
            .map(Person::lastActivity)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        byType);
  }

  /**
   * A company in a few numbers.
   *
   * @param people how many people it has
   * @param activities how many activities they have
   * @param score sum of their scores
   * @param lastActivity when one of them did something last, or null
   * @param byType activities by kind
   */
  record Summary(
      int people,
      long activities,
      long score,
      @Nullable Instant lastActivity,
      Map<String, Long> byType) {}

  /**
   * The report.
   *
   * @param summary the company in a few numbers
   * @param people its people, the highest score first
   * @param timeline their newest activities, up to 200
   */
  record Report(Summary summary, List<Person> people, List<History.Activity> timeline) {}
}
