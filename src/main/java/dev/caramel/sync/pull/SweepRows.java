package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Ids that a sweep or a full pull has met, and how they differ from the list's. */
@Component
class SweepRows {
  private static final String KEEP =
      """
      insert into sweep_row (sweep, record_id, date_modified)
      select ?, u.id, u.modified
        from unnest(?::text[], ?::text[]::timestamptz[]) as u (id, modified)
      on conflict (sweep, record_id) do update set date_modified = excluded.date_modified
      """;

  /**
   * What a pull by time could not see: new, returned, or of another date than is held. A record
   * that was rejected is not read again before it changes, or somebody asks for it.
   */
  private static final String DIFFERING =
      """
      select s.record_id
        from sweep_row s
        left join member m on m.list_id = ? and m.record_id = s.record_id
       where s.sweep = ? and s.record_id > ?
         and (case when m.record_id is null then ?
                   when m.removed_because in ('by-person', 'by-program') then false
                   when m.removed_at is not null then ?
                   else m.source_modified is distinct from s.date_modified
                        or m.source_hash is null or not m.in_source end)
         and not exists (select from rejection r
                          where r.sync_id = ? and r.direction = 'pull'
                            and r.record_id = s.record_id
                            and (r.run_id = ? or (not r.retry and s.date_modified < r.at)))
         and not (? and s.date_modified >= coalesce(?, 'epoch'::timestamptz))
       order by s.record_id
       limit ?
      """;

  private static final String NOT_ADDED =
      """
      select count(*)
        from sweep_row s
        left join member m on m.list_id = ? and m.record_id = s.record_id
       where s.sweep = ?
         and (m.record_id is null or m.removed_because in ('deleted', 'left-source', 'not-visible'))
      """;

  private static final String KEEP_MEMBERS =
      "insert into sweep_page (sweep, members) values (?, ?::bigint[])";

  private final JdbcTemplate jdbc;

  SweepRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps ids and dates. */
  void keep(long sweep, Collection<SourceRecord> records) {
    jdbc.update(
        KEEP,
        sweep,
        records.stream().map(SourceRecord::id).toArray(String[]::new),
        records.stream()
            .map(SourceRecord::modified)
            .map(time -> time == null ? null : time.toString())
            .toArray(String[]::new));
  }

  /** Keeps the members whose records one page of a full pull has brought. */
  void keepMembers(long sweep, Collection<Long> members) {
    if (!members.isEmpty()) {
      jdbc.update(KEEP_MEMBERS, sweep, members.toArray(Long[]::new));
    }
  }

  /** The next ids that are to be read in full, in the database's order. */
  List<String> differing(Pull pull, String after, int limit) {
    boolean add = pull.rules().add();
    return jdbc.queryForList(
        DIFFERING,
        String.class,
        pull.sync().id(),
        pull.sweep,
        after,
        add,
        add,
        pull.sync().id(),
        pull.run.id(),
        pull.dry() && pull.isReadingByDate(),
        pull.watermark == null ? null : Timestamp.from(pull.watermark),
        limit);
  }

  /** How many records would have been added if the rule were on. */
  int notAdded(Pull pull) {
    Integer count = jdbc.queryForObject(NOT_ADDED, Integer.class, pull.sync().id(), pull.sweep);
    return count == null ? 0 : count;
  }
}
