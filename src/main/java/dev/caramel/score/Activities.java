package dev.caramel.score;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The activities of all accounts: each is stored once, and forgotten when it is too old. */
@Component("activities")
public class Activities {
  // The same order everywhere: two posts of the same ids wait for each other instead of dying.
  private static final String STORE =
      """
      insert into activity (account_id, id, email, type, asset, url, at)
      select ?, id, email, type, asset, url, at
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        as posted (id, email, type, asset, url, at)
      order by id
      on conflict (account_id, id) do nothing
      """;

  private static final String FORGET =
      """
      delete from activity
      where ctid = any(array(
        select ctid from activity where account_id = ? and at < ? order by at limit 10000))
      """;

  private final JdbcClient database;
  private final ActivitySettings settings;
  private final Clock clock;

  Activities(JdbcClient database, ActivitySettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Stores activities; one whose id the account has already is left as it is.
   *
   * @return how many of them are new
   */
  int store(String account, List<Activity> posted) {
    List<Activity> sorted = posted.stream().sorted(Comparator.comparing(Activity::id)).toList();
    return database
        .sql(STORE)
        .param(account)
        .param(texts(sorted, Activity::id))
        .param(texts(sorted, Activity::email))
        .param(texts(sorted, Activity::type))
        .param(texts(sorted, Activity::asset))
        .param(texts(sorted, Activity::url))
        .param(sorted.stream().map(one -> Timestamp.from(one.at())).toArray(Timestamp[]::new))
        .update();
  }

  /** Deletes what is older than activities are kept, some thousands at a time. */
  public void forgetOld() {
    Timestamp oldest = Timestamp.from(oldestKept());
    for (String account : database.sql("select id from account").query(String.class).list()) {
      int deleted;
      do {
        deleted = database.sql(FORGET).param(account).param(oldest).update();
      } while (deleted > 0);
    }
  }

  /** The time before which activities are not kept. */
  Instant oldestKept() {
    return clock.instant().minus(settings.keep());
  }

  /** Days that activities are kept. */
  long daysKept() {
    return settings.keep().toDays();
  }

  private static String[] texts(List<Activity> of, Function<Activity, String> value) {
    return of.stream().map(value).toArray(String[]::new);
  }
}
