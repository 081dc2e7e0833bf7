package dev.caramel.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.api.BulkBody;
import dev.caramel.api.NoSuchThing;
import dev.caramel.api.RefusedRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the activities that marketing tools post. */
@Component
public class ActivityCalls {
  private static final int AT_ONCE = 1000;
  private final Activities activities;
  private final JdbcClient database;
  private final Clock clock;

  ActivityCalls(Activities activities, JdbcClient database, Clock clock) {
    this.activities = activities;
    this.database = database;
    this.clock = clock;
  }

  /**
   * Stores one or many activities; a bad one among them is named and keeps no other from being
   * stored.
   *
   * @throws NoSuchThing if there is no account of that id
   */
  public Posted post(@Variable("account") String account, @Variable("body") BulkBody body) {
    if (!hasAccount(account)) {
      throw new NoSuchThing("There is no account \"" + account + "\".");
    }
    ActivityReader reader = new ActivityReader(clock.instant(), activities.oldestKept());
    List<RefusedRow> refused = new ArrayList<>();
    List<Activity> good = new ArrayList<>();
    int accepted = 0;
    int repeated = 0;
    int row = 0;
    for (Iterator<JsonNode> rows = body.rows(); rows.hasNext(); ) {
      ActivityReader.Read read = reader.read(rows.next());
      row++;
      if (read.activity() == null) {
        refused.add(new RefusedRow(row, String.valueOf(read.reason())));
      } else {
        good.add(read.activity());
      }
      if (good.size() == AT_ONCE || !rows.hasNext()) {
        int stored = activities.store(account, good);
        accepted += stored;
        repeated += good.size() - stored;
        good.clear();
      }
    }
    return new Posted(accepted, repeated, refused);
  }

  private boolean hasAccount(String account) {
    return database
        .sql("select exists (select 1 from account where id = :account)")
        .param("account", account)
        .query(Boolean.class)
        .single();
  }

  /**
   * What became of the posted activities.
   *
   * @param accepted how many are new
   * @param repeated how many were there already, by their id
   * @param refused the bad ones, by their place in the array
   */
  public record Posted(int accepted, int repeated, List<RefusedRow> refused) {}
}
