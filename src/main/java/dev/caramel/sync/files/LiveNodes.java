package dev.caramel.sync.files;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The nodes that are alive and what they have loaded. The database's clock decides who is alive, so
 * the clocks of the nodes need not agree.
 */
final class LiveNodes {
  /** From when on a node takes itself for one that others may have taken for dead, in SQL. */
  private static final String SILENT = "interval '30 seconds'";

  /**
   * How long a node may be silent until its schedules are removed, in SQL. It is far longer: behind
   * a time without a database all nodes have been silent, and one that is started again is away for
   * a while. A schedule that is left over meanwhile harms nobody.
   */
  private static final String DEAD = "interval '10 minutes'";

  private static final String BEAT =
      """
      with before as (select beat_at from node where id = :node)
      insert into node (id, beat_at) values (:node, now())
      on conflict (id) do update set beat_at = excluded.beat_at
      returning coalesce((select beat_at from before) <= now() - %s, true)
      """
          .formatted(SILENT);
  private static final String HELD =
      """
      select distinct sync_id from node_sync join node on node.id = node_sync.node_id
      where node.beat_at > now() - %s
      """
          .formatted(DEAD);
  private static final String HOLD =
      """
      insert into node_sync (node_id, sync_id) select ?, unnest(?::text[])
      on conflict (node_id, sync_id) do nothing
      """;

  // A node that stands still with it must not keep others from loading files.
  private static final String LOCK =
      """
      select set_config('idle_in_transaction_session_timeout', '20s', true),
             pg_advisory_xact_lock%s(hashtext('stored schedules'))
      """;
  private static final String PROGRAM = "program/";

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final String node;
  private final AtomicInteger silences = new AtomicInteger();
  private volatile int madeUpFor;

  LiveNodes(JdbcClient database, PlatformTransactionManager transactions, String node) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.node = node;
  }

  /** Says that this node lives, and forgets nodes that have been silent for a day. */
  void beat() {
    sayThatItLives();
    database.sql("delete from node where beat_at < now() - interval '1 day'").update();
  }

  private void sayThatItLives() {
    if (database.sql(BEAT).param("node", node).query(Boolean.class).single()) {
      silences.incrementAndGet();
    }
  }

  /**
   * How often this node was silent for so long that others may have removed its schedules. That it
   * begins counts as well.
   */
  int silences() {
    return silences.get();
  }

  /** Whether such a silence has not been made up for. */
  boolean seemedDead() {
    return silences.get() != madeUpFor;
  }

  /** What others may have removed in so many silences is there again. */
  void madeUpFor(int ofThem) {
    madeUpFor = ofThem;
  }

  /**
   * Says that this node is about to store the schedule of a file: from now on others leave it
   * alone.
   *
   * @param id id of the sync or program
   */
  void loads(String id, boolean program) {
    transaction.executeWithoutResult(
        status -> {
          database.sql(LOCK.formatted("_shared")).query().listOfRows();
          sayThatItLives();
          hold(program ? PROGRAM + id : id);
        });
  }

  /** Writes down what this node has loaded, and no more: ids of syncs, and of programs. */
  void holds(Set<String> syncs, Set<String> programs) {
    Set<String> all = new HashSet<>(syncs);
    programs.forEach(program -> all.add(PROGRAM + program));
    transaction.executeWithoutResult(
        status -> {
          sayThatItLives();
          String[] ids = all.toArray(String[]::new);
          database
              .sql("delete from node_sync where node_id = ? and sync_id <> all (?)")
              .params(node, ids)
              .update();
          hold(ids);
        });
  }

  private void hold(String... ids) {
    database.sql(HOLD).params(node, ids).update();
  }

  /**
   * Tells which schedules live nodes may hold, group and name of each, while no node can begin to
   * store another one.
   *
   * @param work what is done meanwhile; what it does with the job store is in the same transaction
   */
  void whileNoScheduleComes(Consumer<Set<String>> work) {
    transaction.executeWithoutResult(
        status -> {
          database.sql(LOCK.formatted("")).query().listOfRows();
          work.accept(heldSchedules());
        });
  }

  private Set<String> heldSchedules() {
    Set<String> held = new HashSet<>();
    for (String id : database.sql(HELD).query(String.class).list()) {
      held.add(id.startsWith(PROGRAM) ? id : "sync/" + id);
    }
    return held;
  }
}
