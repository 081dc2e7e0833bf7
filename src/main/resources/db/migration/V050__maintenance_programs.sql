-- Maintenance programs: their state, where an interrupted run of one goes on, and what their steps need.

create table program (
  id                  text primary key,
  paused              boolean not null default false,
  -- start of the last complete run: a schedule's fire from before it does nothing
  last_complete_start timestamptz
);

-- What an interrupted run had committed; there is none once a run has ended otherwise.
create table program_checkpoint (
  program_id  text primary key,
  -- of the steps: others begin anew
  fingerprint text not null,
  -- names of the steps that were done to their end
  done        text[] not null default '{}',
  -- the step that was under way, and the last member that it had looked at
  step        text,
  after_id    bigint not null default 0
);

-- The run of a sync whose step this run of a program was.
alter table run add column called_by bigint references run on delete set null;

-- The scores of a list's members as of a time.
create function member_scores(of_list text, by_sheet text, after_id bigint, to_id bigint,
    among bigint[], at timestamptz)
  returns table (member_id bigint, behavioral bigint, profile bigint)
  language sql stable parallel safe as
$$
  with sheet as (
    select s.account_id, s.name, at - make_interval(days => s.days) as since
      from list l join score_sheet s on s.account_id = l.account_id and s.name = by_sheet
     where l.id = of_list
  ), people as (
    select m.id, m.email_key
      from sheet
      join member m on m.list_id = of_list and m.id > after_id and m.id <= to_id
       and (among is null or m.id = any (among)) and m.removed_at is null
  ), addresses as (
    select distinct email_key from people where email_key is not null
  ), counted as (
    select a.email_key, a.type, a.asset, count(*) as times
      from sheet
      cross join addresses
      join activity a on a.account_id = sheet.account_id and a.email_key = addresses.email_key
       and a.at > sheet.since
     group by a.email_key, a.type, a.asset
  ), behavior as (
    select email_key, sum(points)::bigint as points
      from (
        select c.email_key, case when r.once then r.points else r.points * sum(c.times) end as points
          from counted c
          cross join sheet
          join score_rule r on r.account_id = sheet.account_id and r.sheet = sheet.name
           and r.kind = 'behavior' and r.activity = c.type
         group by c.email_key, r.position, r.once, r.points
        union all
        select c.email_key, r.points
          from counted c
          cross join sheet
          join score_rule r on r.account_id = sheet.account_id and r.sheet = sheet.name
           and r.kind = 'asset' and r.activity = c.type and r.asset = c.asset
      ) as point
     group by email_key
  ), profile_rule as (
    select r.position, r.points, c.field, r.condition, r.value
      from sheet
      join score_rule r on r.account_id = sheet.account_id and r.sheet = sheet.name
       and r.kind = 'profile'
      join list_column c on c.list_id = of_list and c.name = r.column_name
  ), met as (
    select distinct m.email_key, r.position, r.points
      from addresses
      join member m on m.list_id = of_list and m.email_key = addresses.email_key
       and m.removed_at is null
      join profile_rule r on meets(m."values" -> r.field, r.condition, r.value)
  ), shared as (
    select email_key, sum(points)::bigint as points from met group by email_key
  ), own as (
    select p.id, sum(r.points)::bigint as points
      from people p
      join member m on m.list_id = of_list and m.id = p.id
      join profile_rule r on meets(m."values" -> r.field, r.condition, r.value)
     where p.email_key is null
     group by p.id
  )
  select people.id, coalesce(behavior.points, 0), coalesce(shared.points, own.points, 0)
    from people
    left join behavior on behavior.email_key = people.email_key
    left join shared on shared.email_key = people.email_key
    left join own on own.id = people.id
$$;

-- The same as of now.
create or replace function member_scores(of_list text, by_sheet text, after_id bigint, to_id bigint,
    among bigint[] default null)
  returns table (member_id bigint, behavioral bigint, profile bigint)
  language sql stable parallel safe as
$$
  select * from member_scores(of_list, by_sheet, after_id, to_id, among, now())
$$;

-- A value as a field of that kind keeps it, converted where that loses nothing; null where it is
-- empty. Whether the outcome is one that the field can keep, column_fits says.
create function column_value(value jsonb, kind text) returns jsonb
  language sql immutable parallel safe as
$$
  select canonical_value(
    case
      when jsonb_typeof(value) = 'array' and kind in ('TEXT', 'EMAIL') then to_jsonb(items_as_text(value))
      when kind = 'BOOLEAN' and lower(value #>> '{}') in ('true', 'yes', '1') then 'true'
      when kind = 'BOOLEAN' and lower(value #>> '{}') in ('false', 'no', '0') then 'false'
      when kind in ('TEXT', 'EMAIL') and jsonb_typeof(value) = 'boolean' then to_jsonb(value #>> '{}')
      when kind = 'DATETIME' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        then to_jsonb((value #>> '{}') || 'T00:00:00Z')
      else value
    end, kind)
$$;

create function column_fits(value jsonb, kind text) returns boolean
  language sql stable parallel safe as
$$
  select case
    when value is null then true
    when kind = 'BOOLEAN' then jsonb_typeof(value) = 'boolean'
    when kind = 'INTEGER' then
      case when jsonb_typeof(value) = 'number' then (value #>> '{}')::numeric % 1 = 0
        and abs((value #>> '{}')::numeric) <= 2147483647 else false end
    when kind = 'DECIMAL' then jsonb_typeof(value) = 'number'
    when kind = 'DATE' then value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      and date_or_null(value #>> '{}') is not null
    when kind = 'DATETIME' then value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T'
      and timestamptz_or_null(value #>> '{}') is not null
    when kind in ('MULTI', 'TAGS') then jsonb_typeof(value) = 'array'
    when kind = 'EMAIL' then value #>> '{}' ~ '^[^@[:space:]]+@[^@[:space:]]+$'
    when kind = 'TEAMS' then false
    else jsonb_typeof(value) = 'string'
  end
$$;

-- A text as a normalising step of that name writes it; null where nothing is left of it. Blanks at
-- both ends go, those within become one; signs that nobody sees go.
create function normalised(value text, how text) returns text
  language sql immutable parallel safe as
$$
  select nullif(
    case how
      when 'text' then tidy
      when 'lower-case' then lower(tidy)
      when 'upper-case' then upper(tidy)
      when 'email' then lower(regexp_replace(regexp_replace(tidy, '^mailto:', '', 'i'), ' ', '', 'g'))
      when 'phone' then
        -- letters, as in "ext. 12", say more than the digits alone: such a number keeps its form
        case when tidy ~ '[[:alpha:]]' or tidy !~ '[0-9]' then tidy
          else case when tidy ~ '^(\+|00)' then '+' else '' end
            || regexp_replace(regexp_replace(regexp_replace(tidy, '\(0\)', '', 'g'), '^00', ''), '[^0-9]', '', 'g')
        end
    end, '')
  from (select btrim(regexp_replace(
          regexp_replace(value, E'[\u200b\u200c\u200d\u2060\ufeff]', '', 'g'),
          E'[\\s\u00a0\u2000-\u200a\u202f\u3000]+', ' ', 'g'), ' ') as tidy) as t
$$;
