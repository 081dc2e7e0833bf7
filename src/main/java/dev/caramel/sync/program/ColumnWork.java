package dev.caramel.sync.program;

import dev.caramel.sync.program.StepTask.SetColumn;
import dev.caramel.sync.program.StepTask.Source;
import dev.caramel.sync.run.RunCounts;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sets a column of many members in one statement. Only members whose value changes are locked and
 * written; what the column's field could not hold is left as it is, and counted as skipped.
 */
final class ColumnWork implements StepWork {
  // The values are worked out anew for a row that another transaction changed meanwhile, because
  // they stand in the query that locks it.
  private static final String BEGIN =
      """
      with due as (
        select m.id, m.record_id, m.email, w.wanted, column_fits(w.wanted, :kind) as fits
          from member m
      """;

  private static final String SCORES =
      """
          join member_scores(:list, :sheet, :after, :to, null, :now) s on s.member_id = m.id
      """;

  private static final String WANTED =
      "cross join lateral (select column_value(%s, :kind) as wanted) w\n";

  private static final String END =
      """
         where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
           and (cast(:segment as text) is null
                or m.id in (select id from segment_members(:list, :segment, :after, :to) as s (id)))
           and nullif(m."values" -> :field, 'null') is distinct from w.wanted
         order by m.id
           for update of m
      ), written as (
        update member m
           set "values" = case when due.wanted is null then m."values" - :field
                               else m."values" || jsonb_build_object(:field, due.wanted) end,
               email = case when :field = 'email' then due.wanted #>> '{}' else m.email end,
               edited = m.edited || jsonb_build_object(:field,
                 to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
               source_hash = null, updated_at = now()
          from due
         where m.list_id = :list and m.id = due.id and due.fits
        returning m.id
      )
      select (select count(*) from member m
               where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
             ) as looked_at,
             (select count(*) from written) as written,
             (select count(*) from due where not fits) as misfits,
             (select min(id) from due where not fits) as misfit,
             (select jsonb_agg(jsonb_build_object('record', record_id, 'email', email, 'value', wanted)
                               order by id)
                from (select * from due where fits order by id limit :samples) sample)::text as samples
      """;

  private final JdbcClient jdbc;
  private final KnownList list;
  private final KnownList.Column column;
  private final SetColumn task;
  private final String statement;
  private final Clock clock;
  private final String today;

  ColumnWork(JdbcClient jdbc, KnownList list, SetColumn task, Clock clock, ZoneId zone) {
    this.jdbc = jdbc;
    this.list = list;
    this.column = ListLookup.column(list, task.column());
    this.task = task;
    this.clock = clock;
    this.today = LocalDate.ofInstant(clock.instant(), zone).toString();
    boolean score = task.source() instanceof StepTask.Score;
    this.statement =
        BEGIN + (score ? SCORES : "") + WANTED.formatted(expression(task.source())) + END;
  }

  private static String expression(Source source) {
    if (source instanceof StepTask.Score score) {
      return switch (score.part()) {
        case BEHAVIORAL -> "to_jsonb(s.behavioral)";
        case PROFILE -> "to_jsonb(s.profile)";
        case TOTAL -> "to_jsonb(s.behavioral + s.profile)";
      };
    } else if (source instanceof StepTask.FromColumn) {
      return "m.\"values\" -> :given";
    } else if (source instanceof StepTask.Plus) {
      // Text that stands in a number field is left as it is.
      return """
             case when number_or_null(m."values" ->> :field) is null and m."values" ->> :field <> ''
               then m."values" -> :field
               else to_jsonb(coalesce(number_or_null(m."values" ->> :field), 0)
                             + cast(:given as numeric)) end""";
    } else if (source instanceof StepTask.Normal) {
      return """
             case when jsonb_typeof(m."values" -> :field) = 'string'
               then to_jsonb(normalised(m."values" ->> :field, :given))
               else m."values" -> :field end""";
    }
    return "to_jsonb(cast(:given as text))";
  }

  /** The text that goes with the expression; null for an empty value. */
  private String given() {
    Source source = task.source();
    if (source instanceof StepTask.FromColumn from) {
      return ListLookup.column(list, from.column()).field();
    } else if (source instanceof StepTask.Plus plus) {
      return plus.number().toPlainString();
    } else if (source instanceof StepTask.Normal normal) {
      return normal.form();
    } else if (source instanceof StepTask.Fixed fixed) {
      return fixed.text();
    }
    return source instanceof StepTask.Today ? today : null;
  }

  @Override
  public RunCounts.Page on(Part part) {
    JdbcClient.StatementSpec query =
        jdbc.sql(statement)
            .param("list", list.id())
            .param("field", column.field())
            .param("kind", String.valueOf(column.kind()))
            .param("after", part.after())
            .param("to", part.to())
            .param("segment", task.match() == null ? null : task.match().segment())
            .param("samples", part.samples());
    if (task.source() instanceof StepTask.Score score) {
      query = query.param("sheet", score.sheet()).param("now", Timestamp.from(clock.instant()));
    } else {
      query = query.param("given", given());
    }
    return query
        .query(
            (rs, row) -> {
              RunCounts.Page page = new RunCounts.Page();
              page.read = rs.getInt("looked_at");
              page.updated = rs.getInt("written");
              page.skipped = rs.getInt("misfits");
              page.unchanged = page.read - page.updated - page.skipped;
              tellMisfits(part, page.skipped, rs.getLong("misfit"));
              StepSamples.keep(part.run(), "updated", column.name(), rs.getString("samples"));
              return page;
            })
        .single();
  }

  private void tellMisfits(Part part, int misfits, long example) {
    if (misfits > 0) {
      part.run()
          .note(
              "Values that are none for the column \"%s\" of \"%s\", which holds %s, were not taken over, such as that of the member %d"
                  .formatted(column.name(), list.id(), StepTypes.words(column.kind()), example));
    }
  }
}
