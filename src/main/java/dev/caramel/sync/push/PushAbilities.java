package dev.caramel.sync.push;

import dev.caramel.sugar.Sugar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a Sugar was found to do with creates: whether it serves upserts by {@code sync_key} to our
 * user (from 10.2 on, from about 14.2 to administrators only, reference 5.9), and whether it keeps
 * an id of our choosing (reference 5.1). Only an answered create, or a record found by such an id,
 * shows it.
 */
@Component
class PushAbilities {
  private static final Pattern VERSION = Pattern.compile("v(\\d+)_(\\d+)");
  private static final int MAJOR = 11;
  private static final int SYNC_KEYS_SINCE = 10;

  private static final String KEEP =
      """
      insert into push_ability as a (connection, module, sync_keys, own_ids) values (?, ?, ?, ?)
      on conflict (connection, module) do update
        set sync_keys = coalesce(excluded.sync_keys, a.sync_keys),
            own_ids = coalesce(excluded.own_ids, a.own_ids)
      """;

  private final Sugar sugar;
  private final JdbcClient jdbc;

  PushAbilities(Sugar sugar, JdbcClient jdbc) {
    this.sugar = sugar;
    this.jdbc = jdbc;
  }

  /** What is known; null where nothing is. */
  record Known(@Nullable Boolean syncKeys, @Nullable Boolean ownIds) {
    /** Whether the next create may be made by {@code sync_key}. */
    boolean triesSyncKeys() {
      return !Boolean.FALSE.equals(syncKeys);
    }

    /** Whether a create may be sent twice: the second one finds the first. */
    boolean repeatable() {
      return triesSyncKeys() ? Boolean.TRUE.equals(syncKeys) : Boolean.TRUE.equals(ownIds);
    }

    /** Whether one create must be answered before more are sent. */
    boolean probes() {
      return triesSyncKeys() ? syncKeys == null : ownIds == null;
    }
  }

  Known of(Push push) {
    Known known =
        jdbc.sql("select sync_keys, own_ids from push_ability where connection = ? and module = ?")
            .params(push.connection, push.sync().module())
            .query(
                (rs, row) ->
                    new Known(
                        rs.getObject("sync_keys", Boolean.class),
                        rs.getObject("own_ids", Boolean.class)))
            .optional()
            .orElse(new Known(null, null));
    return hasSyncKeys(sugar.apiVersion(push.connection))
        ? known
        : new Known(Boolean.FALSE, known.ownIds());
  }

  private static boolean hasSyncKeys(String version) {
    Matcher parts = VERSION.matcher(version);
    return parts.matches()
        && (Integer.parseInt(parts.group(1)) > MAJOR
            || Integer.parseInt(parts.group(2)) >= SYNC_KEYS_SINCE);
  }

  void syncKeys(Push push, boolean served) {
    jdbc.sql(KEEP).params(push.connection, push.sync().module(), served, null).update();
  }

  void ownIds(Push push, boolean kept) {
    jdbc.sql(KEEP).params(push.connection, push.sync().module(), null, kept).update();
  }
}
