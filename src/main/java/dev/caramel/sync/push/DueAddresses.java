package dev.caramel.sync.push;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Addresses of an account whose flags differ from what Sugar was last known to have. */
@Component
class DueAddresses {
  // Served by address_due.
  private static final String NEXT =
      """
      select a.address_key, a.address, a.opted_out, a.invalid, a.agreed_opted_out, a.agreed_invalid,
             m.id, m.record_id
        from address a
        left join lateral (
          select id, record_id from member
           where list_id = ? and email_key = a.address_key and removed_at is null
           order by record_id is null, id limit 1) m on true
       where a.account_id = ? and a.address_key > ?
         and (a.opted_out <> coalesce(a.agreed_opted_out, false)
              or a.invalid <> coalesce(a.agreed_invalid, false))
         and (?::text[] is null or m.record_id = any (?::text[]))
       order by a.address_key
       limit ?
      """;

  private static final String AGREE =
      """
      update address
         set agreed_opted_out = ?, agreed_invalid = ?,
             opted_out = case when opted_out = ? then ? else opted_out end,
             invalid = case when invalid = ? then ? else invalid end
       where account_id = ? and address_key = ?
      """;

  private final JdbcTemplate jdbc;

  DueAddresses(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<DueAddress> next(Push push, String after, int most) {
    List<String> records = push.run.request().records();
    String[] only = records.isEmpty() ? null : records.toArray(String[]::new);
    return jdbc.query(
        NEXT,
        (rs, row) -> {
          long member = rs.getLong("id");
          return new DueAddress(
              rs.getString("address_key"),
              rs.getString("address"),
              rs.getBoolean("opted_out"),
              rs.getBoolean("invalid"),
              rs.getObject("agreed_opted_out", Boolean.class),
              rs.getObject("agreed_invalid", Boolean.class),
              member == 0 ? null : (Long) member,
              rs.getString("record_id"),
              null);
        },
        push.sync().id(),
        push.sync().account(),
        after,
        only,
        only,
        most);
  }

  /** Keeps what both sides have now; a flag that somebody changed meanwhile stays and is due. */
  void agree(Push push, DueAddress one, boolean optedOut, boolean invalid) {
    jdbc.update(
        AGREE,
        optedOut,
        invalid,
        one.optedOut(),
        optedOut,
        one.invalid(),
        invalid,
        push.sync().account(),
        one.key());
  }
}
