package dev.caramel.sync.program;

import dev.caramel.sync.program.StepTask.Match;
import dev.caramel.sync.run.RunCounts;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes the members that match; they are kept with the cause {@code by-program}. */
final class RemovalWork implements StepWork {
  private static final String REMOVE =
      """
      with due as (
        select m.id, m.record_id, m.email
          from member m
         where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
           and (cast(:segment as text) is null
                or m.id in (select id from segment_members(:list, :segment, :after, :to) as s (id)))
           and (cast(:field as text) is null
                or meets(m."values" -> :field, :condition, cast(:operand as jsonb)))
         order by m.id
           for update of m
      ), written as (
        update member m
           set removed_at = now(), removed_because = 'by-program', updated_at = now()
          from due
         where m.list_id = :list and m.id = due.id
        returning m.id
      )
      select (select count(*) from member m
               where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
             ) as looked_at,
             (select count(*) from written) as written,
             (select jsonb_agg(jsonb_build_object('record', record_id, 'email', email, 'value', 'by-program')
                               order by id)
                from (select * from due order by id limit :samples) sample)::text as samples
      """;

  private final JdbcClient jdbc;
  private final KnownList list;
  private final Match match;

  RemovalWork(JdbcClient jdbc, KnownList list, Match match) {
    this.jdbc = jdbc;
    this.list = list;
    this.match = match;
  }

  @Override
  public RunCounts.Page on(Part part) {
    return StepMatch.bind(jdbc.sql(REMOVE), list, match, part)
        .query(
            (rs, row) -> {
              RunCounts.Page page = new RunCounts.Page();
              page.read = rs.getInt("looked_at");
              page.removed = rs.getInt("written");
              page.unchanged = page.read - page.removed;
              StepSamples.keep(part.run(), "removed", "because", rs.getString("samples"));
              return page;
            })
        .single();
  }
}
