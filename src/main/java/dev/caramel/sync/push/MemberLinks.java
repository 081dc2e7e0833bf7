package dev.caramel.sync.push;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Gives members their records; inside the transaction that ends their intents. */
@Component
class MemberLinks {
  private static final String LINK =
      """
      update member set record_id = ?, source_hash = null, updated_at = now()
       where list_id = ? and id = ? and record_id is null
      """;

  // The member that holds the record keeps its values; the recordless one fills what is empty.
  private static final String MERGE =
      """
      update member m
         set "values" = o."values" || m."values", edited = o.edited || m.edited,
             source_hash = null, updated_at = now(),
             removed_at = null, removed_because = null, removal_approved = false
        from member o
       where m.list_id = ? and m.record_id = ? and o.list_id = m.list_id and o.id = ?
      """;

  private final JdbcTemplate jdbc;

  MemberLinks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Links a member with a record; if another member holds that record, the two become one. */
  void link(Push push, long member, String record) {
    String list = push.sync().id();
    boolean merged = jdbc.update(MERGE, list, record, member) > 0;
    if (merged) {
      jdbc.update("delete from push_refusal where list_id = ? and member_id = ?", list, member);
      jdbc.update(
          "delete from rejection where sync_id = ? and direction = 'push' and member_id = ?",
          list,
          member);
      jdbc.update("delete from member where list_id = ? and id = ?", list, member);
    } else {
      jdbc.update(LINK, record, list, member);
    }
    if (push.sync().targetList() != null || push.sync().team() != null) {
      jdbc.update(
          "insert into push_placement (list_id, member_id)"
              + " select ?, id from member where list_id = ? and record_id = ?"
              + " on conflict do nothing",
          list,
          list,
          record);
    }
  }
}
