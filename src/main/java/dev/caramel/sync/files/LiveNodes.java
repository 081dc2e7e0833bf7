package dev.caramel.sync.files;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The nodes that are alive and what they have loaded. The database's clock decides who is alive, so
 * the clocks of the nodes need not agree.
 */
final class LiveNodes {
  private static final String BEAT =
      """
      insert into node (id, beat_at) values (?, now())
      on conflict (id) do update set beat_at = excluded.beat_at
      """;
  private static final String HELD =
      """
      select distinct sync_id from node_sync join node on node.id = node_sync.node_id
      where node.beat_at > now() - interval '30 seconds'
      """;
  private static final String HOLD =
      """
      insert into node_sync (node_id, sync_id) select ?, unnest(?::text[])
      on conflict (node_id, sync_id) do nothing
      """;
  private static final String PROGRAM = "program/";

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final String node;

  LiveNodes(JdbcClient database, PlatformTransactionManager transactions, String node) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.node = node;
  }

  /** Says that this node lives, and forgets nodes that have been silent for a day. */
  void beat() {
    database.sql(BEAT).param(node).update();
    database.sql("delete from node where beat_at < now() - interval '1 day'").update();
  }

  /**
   * Says that this node is about to load a file. Its schedule is stored by then: unless that was
   * said before, a node that looks for left-over schedules in between would take it for one.
   *
   * @param id id of the sync or program
   */
  void loads(String id, boolean program) {
    beat();
    database.sql(HOLD).params(node, new String[] {program ? PROGRAM + id : id}).update();
  }

  /** Writes down what this node has loaded, and no more: ids of syncs, and of programs. */
  void holds(Set<String> syncs, Set<String> programs) {
    Set<String> all = new HashSet<>(syncs);
    programs.forEach(program -> all.add(PROGRAM + program));
    transaction.executeWithoutResult(
        status -> {
          database.sql(BEAT).param(node).update();
          String[] ids = all.toArray(String[]::new);
          database
              .sql("delete from node_sync where node_id = ? and sync_id <> all (?)")
              .params(node, ids)
              .update();
          database.sql(HOLD).params(node, ids).update();
        });
  }

  /** Group and name of every schedule that a live node may hold. */
  Set<String> heldSchedules() {
    Set<String> held = new HashSet<>();
    for (String id : database.sql(HELD).query(String.class).list()) {
      held.add(id.startsWith(PROGRAM) ? id : "sync/" + id);
    }
    return held;
  }

  /** This node stops. */
  void leave() {
    database.sql("delete from node where id = ?").param(node).update();
  }
}
