package dev.caramel.connector;

import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import dev.caramel.score.ActivityTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What one contact did and received, as the dashlets Activity History and Timeline show it. */
@Component("history")
public class History {
  static final int MOST_DAYS = 3650;
  private static final int MOST_OF_TIMELINE = 1000;

  // Served by the index activity_by_email.
  static final String NEWEST =
      """
      select a.id, a.email, a.type, a.asset, a.url, a.at,
        (select coalesce(sum(r.points), 0)
         from score_rule r
         where r.account_id = a.account_id and r.sheet = 'default' and r.activity = a.type
           and (r.kind = 'behavior' or r.kind = 'asset' and r.asset = a.asset)) as points
      from activity a
      where a.account_id = :account and a.email_key = any(:addresses)
        and a.at > now() - make_interval(days => :days)
        and a.type = any(:types)
      order by a.at desc, a.id
      limit :rows
      """;

  private final JdbcClient database;

  History(JdbcClient database) {
    this.database = database;
  }

  /**
   * The newest activities of an address.
   *
   * @param types kinds of activities, separated by commas; null for all
   * @param days how far back; all that is kept unless given
   * @throws WrongRequest if a parameter is wrong
   */
  public Activities activities(
      @Variable("account") String account,
      @Variable("email") @Nullable String email,
      @Variable("types") @Nullable String types,
      @Variable("days") int days,
      @Variable("limit") int limit) {
    new Numbers().within("days", days, 1, MOST_DAYS).check();
    String address = required(email);
    return new Activities(address, newest(account, List.of(address), kinds(types), days, limit));
  }

  /**
   * The activities of an address by day, the newest day first, and within a day by kind. Days are
   * those of UTC.
   *
   * @throws WrongRequest if a parameter is wrong
   */
  public Timeline timeline(
      @Variable("account") String account,
      @Variable("email") @Nullable String email,
      @Variable("days") int days) {
    new Numbers().within("days", days, 1, MOST_DAYS).check();
    String address = required(email);
    List<Day> timeline =
        newest(account, List.of(address), ActivityTypes.ALL, days, MOST_OF_TIMELINE).stream()
            .collect(
                Collectors.groupingBy(
                    activity -> LocalDate.ofInstant(activity.at(), ZoneOffset.UTC),
                    () -> new TreeMap<LocalDate, List<Activity>>(Comparator.reverseOrder()),
                    Collectors.toList()))
            .entrySet()
            .stream()
            .map(day -> new Day(day.getKey().toString(), byKind(day.getValue())))
            .toList();
    return new Timeline(address, timeline);
  }

  private static List<Activity> byKind(List<Activity> activities) {
    return activities.stream()
        .sorted(Comparator.comparingInt(one -> ActivityTypes.ALL.indexOf(one.type())))
        .toList();
  }

  /** The newest activities of some addresses. */
  List<Activity> newest(
      String account, List<String> addresses, List<String> types, int days, int rows) {
    return database
        .sql(NEWEST)
        .param("account", account)
        .param("addresses", addresses.stream().map(Addresses::key).toArray(String[]::new))
        .param("types", types.toArray(String[]::new))
        .param("days", days)
        .param("rows", rows)
        .query(
            (row, number) ->
                new Activity(
                    row.getString("id"),
                    row.getString("email"),
                    row.getString("type"),
                    row.getString("asset"),
                    row.getString("url"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getLong("points")))
        .list();
  }

  private static String required(@Nullable String email) {
    return Addresses.one("email", email)
        .orElseThrow(
            () -> WrongRequest.of("email", "\"email\" is missing: the address of a contact."));
  }

  private static List<String> kinds(@Nullable String types) {
    if (types == null) {
      return ActivityTypes.ALL;
    }
    List<String> asked = Arrays.stream(types.split(",")).map(String::strip).toList();
    List<Mistake> mistakes =
        asked.stream()
            .filter(type -> !ActivityTypes.ALL.contains(type))
            .map(
                type ->
                    new Mistake(
                        "types",
                        "\"types\" may be "
                            + String.join(", ", ActivityTypes.ALL)
                            + ", separated by commas, not \""
                            + type
                            + "\"."))
            .toList();
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
    return asked;
  }

  /**
   * One activity.
   *
   * @param id the sender's id of it
   * @param email the address, as the sender wrote it
   * @param type kind
   * @param asset what it was about, or null
   * @param url where, or null
   * @param at when
   * @param points what the sheet "default" gives for it
   */
  record Activity(
      String id,
      String email,
      String type,
      @Nullable String asset,
      @Nullable String url,
      Instant at,
      long points) {}

  /** Answer of the activity history, the newest first. */
  record Activities(String email, List<Activity> activities) {}

  /** One day of the timeline. */
  record Day(String date, List<Activity> activities) {}

  /** Answer of the timeline. */
  record Timeline(String email, List<Day> days) {}
}
