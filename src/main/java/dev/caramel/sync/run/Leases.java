package dev.caramel.sync.run;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leases on syncs and maintenance programs: who may work on one now. The database's clock alone
 * decides whether a lease is alive, so the clocks of the nodes need not agree.
 */
@Component
class Leases {
  /**
   * Key of the advisory lock by which the transactions of a run can be found; over a lease's row.
   */
  static final String TRACE = "hashtextextended('fence ' || fence, 0)";

  private static final String TAKE =
      """
      insert into sync_lease (sync_id, run_id, node, fence, expires_at)
      values (?, ?, ?, nextval('sync_fence'), clock_timestamp() + make_interval(secs => ?))
      on conflict (sync_id) do nothing
      returning fence
      """;

  private static final String BEAT =
      """
      update sync_lease set expires_at = clock_timestamp() + make_interval(secs => ?)
       where sync_id = ? and fence = ? and expires_at > clock_timestamp()
      """;

  private static final String EXPIRED =
      """
      select sync_id as key, run_id as run, fence, node,
             expires_at <= clock_timestamp() - make_interval(secs => ?) as forsaken
        from sync_lease
       where expires_at <= clock_timestamp()
      """;

  // A commit that holds the row has the word: waiting for it would keep this node from its beats.
  private static final String END =
      """
      delete from sync_lease
       where sync_id in (select sync_id from sync_lease
                          where sync_id = ? and run_id = ? and expires_at <= clock_timestamp()
                            for update skip locked)
      """;

  // One that stands still between two statements is ended by the database itself (see RunFence);
  // one in the middle of a COPY, or of a long list of parameters, never is.
  private static final String CUT_OFF =
      """
      select count(*) from (
        select pg_terminate_backend(pid) as sent
          from sync_lease join pg_locks
            on locktype = 'advisory' and objsubid = 1
           and database = (select oid from pg_database where datname = current_database())
           and (classid::bigint << 32 | objid::bigint) = %s
         where sync_id = ? and fence = ? and expires_at <= clock_timestamp()
      ) ended where sent
      """
          .formatted(TRACE);

  private final JdbcClient jdbc;
  private final double expiry;

  Leases(JdbcClient jdbc, LeaseSettings settings) {
    this.jdbc = jdbc;
    this.expiry = settings.expiry().toMillis() / 1000.0;
  }

  /**
   * A lease that nobody beats any more.
   *
   * @param forsaken whether it expired so long ago that no node seems to have the sync's file
   */
  record Expired(String key, long run, long fence, String node, boolean forsaken) {}

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
    return jdbc.sql(TAKE).params(sync, run, node, expiry).query(Long.class).optional();
  }

  /**
   * Keeps the lease alive.
   *
   * @return false if it was lost
   */
  boolean beat(Run run) {
    return jdbc.sql(BEAT).params(expiry, run.owner().key(), run.fence()).update() == 1;
  }

  /** Gives the lease back; one that was lost is left alone. */
  void release(Run run) {
    jdbc.sql("delete from sync_lease where sync_id = ? and fence = ?")
        .params(run.owner().key(), run.fence())
        .update();
  }

  /** Lets the lease expire now, so that another node goes on with the work at once. */
  void expire(Run run) {
    jdbc.sql("update sync_lease set expires_at = clock_timestamp() where sync_id = ? and fence = ?")
        .params(run.owner().key(), run.fence())
        .update();
  }

  /**
   * Ends the database's sessions in which a silent node stands still in the middle of a commit: it
   * would hold its lease, and rows, for as long as it stands.
   *
   * @return how many there were
   */
  int cutOff(Expired lease) {
    return jdbc.sql(CUT_OFF).params(lease.key(), lease.fence()).query(Integer.class).single();
  }

  /** Leases that expired: their nodes died, stalled, or were shut down in the middle of a run. */
  List<Expired> expired() {
    return jdbc.sql(EXPIRED).param(expiry).query(Expired.class).list();
  }

  /**
   * Ends an expired lease. Call it in a transaction, whose further statements wait for nobody
   * longer than a second: it keeps the node from its beats.
   *
   * @return true for exactly one of the nodes that try
   */
  boolean end(Expired lease) {
    jdbc.sql("select set_config('lock_timeout', '1s', true)").query().listOfRows();
    return jdbc.sql(END).params(lease.key(), lease.run()).update() == 1;
  }
}
