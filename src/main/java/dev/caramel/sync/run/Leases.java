package dev.caramel.sync.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leases on syncs: who may work on one now. The database's clock alone decides whether a lease is
 * alive, so the clocks of the nodes need not agree.
 */
@Component
class Leases {
  /** How long a lease lives without a beat. */
  static final Duration EXPIRY = Duration.ofSeconds(30);

  private static final String TAKE =
      """
      insert into sync_lease (sync_id, run_id, node, fence, expires_at)
      values (?, ?, ?, nextval('sync_fence'), clock_timestamp() + interval '30 seconds')
      on conflict (sync_id) do nothing
      returning fence
      """;

  private static final String BEAT =
      """
      update sync_lease set expires_at = clock_timestamp() + interval '30 seconds'
       where sync_id = ? and fence = ? and expires_at > clock_timestamp()
      """;

  private final JdbcClient jdbc;

  Leases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A lease that nobody beats any more. */
  record Expired(String sync, long run, String node) {}

  /** Whether somebody holds a lease on the sync, dead or alive. */
  boolean held(String sync) {
    return jdbc.sql("select exists (select from sync_lease where sync_id = ?)")
        .param(sync)
        .query(Boolean.class)
        .single();
  }

  /**
   * Takes the lease.
   *
   * @return the fence, or empty if somebody holds it
   */
  Optional<Long> take(String sync, long run, String node) {
    return jdbc.sql(TAKE).params(sync, run, node).query(Long.class).optional();
  }

  /**
   * Keeps the lease alive.
   *
   * @return false if it was lost
   */
  boolean beat(SyncRun run) {
    return jdbc.sql(BEAT).params(run.sync().id(), run.fence()).update() == 1;
  }

  /** Gives the lease back; one that was lost is left alone. */
  void release(SyncRun run) {
    jdbc.sql("delete from sync_lease where sync_id = ? and fence = ?")
        .params(run.sync().id(), run.fence())
        .update();
  }

  /** Leases that expired: their nodes died or stalled. */
  List<Expired> expired() {
    return jdbc.sql(
            "select sync_id as sync, run_id as run, node from sync_lease"
                + " where expires_at <= clock_timestamp()")
        .query(Expired.class)
        .list();
  }

  /**
   * Ends an expired lease.
   *
   * @return true for exactly one of the nodes that try
   */
  boolean end(Expired lease) {
    return jdbc.sql(
                "delete from sync_lease"
                    + " where sync_id = ? and run_id = ? and expires_at <= clock_timestamp()")
            .params(lease.sync(), lease.run())
            .update()
        == 1;
  }
}
