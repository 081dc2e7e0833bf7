package dev.caramel.sync.program;

import dev.caramel.sync.program.StepTask.Match;
import dev.caramel.sync.run.RunCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds the members that match to another list, with the values of the columns that both have. Who
 * is there already, by the record or else by the address, is left alone, also if it was removed.
 */
final class AdditionWork implements StepWork {
  private static final String ADD =
      """
      with matched as (
        select m.id, m.record_id, m.email, m.email_key, m."values"
          from member m
         where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
           and (cast(:segment as text) is null
                or m.id in (select id from segment_members(:list, :segment, :after, :to) as s (id)))
           and (cast(:field as text) is null
                or meets(m."values" -> :field, :condition, cast(:operand as jsonb)))
      ), candidate as (
        select distinct on (coalesce('r' || record, 'e' || email_key)) *
          from (select id, email, email_key, "values",
                       case when :same then record_id end as record from matched) one
         where record is not null or email_key is not null
         order by coalesce('r' || record, 'e' || email_key), id
      ), due as (
        select c.id, c.record, c.email, taken."values", taken.edited
          from candidate c
          cross join lateral (
            select coalesce(jsonb_object_agg(k.field, v.value), '{}') as "values",
                   coalesce(jsonb_object_agg(k.field,
                     to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
                     '{}') as edited
              from unnest(:from::text[], :fields::text[], :kinds::text[]) as k (origin, field, kind)
              cross join lateral (select column_value(c."values" -> k.origin, k.kind) as value) v
             where v.value is not null and column_fits(v.value, k.kind)) taken
         where not exists (select from member o where o.list_id = :other and o.record_id = c.record)
           and not exists (select from member o where o.list_id = :other and o.email_key = c.email_key
                              and (c.record is null or o.record_id is null))
      ), written as (
        insert into member (list_id, record_id, email, "values", edited)
        select :other, record, email, "values", edited from due order by id
        on conflict do nothing
        returning id
      )
      select (select count(*) from member m
               where m.list_id = :list and m.id > :after and m.id <= :to and m.removed_at is null
             ) as looked_at,
             (select count(*) from matched) as matched,
             (select count(*) from matched where email_key is null and (record_id is null or not :same)
             ) as nameless,
             (select count(*) from written) as written,
             (select jsonb_agg(jsonb_build_object('record', record, 'email', email, 'value', "values")
                               order by id)
                from (select * from due order by id limit :samples) sample)::text as samples
      """;

  private final JdbcClient jdbc;
  private final KnownList list;
  private final KnownList other;
  private final Match match;
  private final boolean sameSugar;
  private final List<KnownList.Column> from = new ArrayList<>();
  private final List<KnownList.Column> to = new ArrayList<>();

  /**
   * @param sameSugar whether a record of the one list can be one of the other
   */
  AdditionWork(JdbcClient jdbc, KnownList list, KnownList other, Match match, boolean sameSugar) {
    this.jdbc = jdbc;
    this.list = list;
    this.other = other;
    this.match = match;
    this.sameSugar = sameSugar;
    if (!list.account().equals(other.account())) {
      throw new StepFailed(
          "the list \"%s\" is of another account than \"%s\"".formatted(other.id(), list.id()));
    }
    for (KnownList.Column column : other.columns()) {
      origin(column)
          .ifPresent(
              found -> {
                from.add(found);
                to.add(column);
              });
    }
  }

  /** The column of the same name, or else of the same field. */
  private Optional<KnownList.Column> origin(KnownList.Column column) {
    return list.column(column.name())
        .or(
            () ->
                list.columns().stream()
                    .filter(one -> one.field().equals(column.field()))
                    .findFirst());
  }

  @Override
  public RunCounts.Page on(Part part) {
    // Two programs that add one person to one list at the same time add it once.
    jdbc.sql("select pg_advisory_xact_lock(hashtext('members are added'), hashtext(?))")
        .param(other.id())
        .query()
        .singleRow();
    return StepMatch.bind(jdbc.sql(ADD), list, match, part)
        .param("other", other.id())
        .param("same", sameSugar)
        .param("from", from.stream().map(KnownList.Column::field).toArray(String[]::new))
        .param("fields", to.stream().map(KnownList.Column::field).toArray(String[]::new))
        .param("kinds", to.stream().map(c -> String.valueOf(c.kind())).toArray(String[]::new))
        .query(
            (rs, row) -> {
              RunCounts.Page page = new RunCounts.Page();
              page.read = rs.getInt("looked_at");
              page.added = rs.getInt("written");
              page.skipped = rs.getInt("nameless");
              page.unchanged = page.read - page.added - page.skipped;
              if (page.skipped > 0) {
                part.run()
                    .note(
                        "Members of \"%s\" without an address cannot be added to \"%s\""
                            .formatted(list.id(), other.id()));
              }
              StepSamples.keep(part.run(), "added", "columns", rs.getString("samples"));
              return page;
            })
        .single();
  }
}
