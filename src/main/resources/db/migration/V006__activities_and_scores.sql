-- What contacts did or received, the sheets that turn it into points, and named conditions over lists.

-- Activities belong to an address of the account, whether or not a member has it.
create table activity (
  account_id text not null references account,
  -- the sender's own id: the same one again is a repetition
  id         text collate "C" not null,
  email      text not null,
  email_key  text collate "C" generated always as (lower(email)) stored,
  type       text not null check (type in
    ('sent', 'opened', 'clicked', 'form-viewed', 'form-submitted', 'landing-page-visited',
     'page-visited', 'media-downloaded', 'webinar-attended', 'custom')),
  asset      text,
  url        text,
  at         timestamptz not null,
  primary key (account_id, id)
);

-- One address, newest first: its history, its score, and the scores of a list of a few members. Scores
-- are read from the index alone.
create index activity_by_email on activity (account_id, email_key, at desc) include (type, asset);

-- A time, over all addresses: who was active lately, the scores of a large list, and what is too old.
create index activity_by_time on activity (account_id, at desc) include (email_key, type, asset);

create table score_sheet (
  account_id text not null references account on delete cascade,
  name       text collate "C" not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- activities count as long as they are younger than this
  days       integer not null check (days > 0),
  primary key (account_id, name)
);

create table score_rule (
  account_id  text not null,
  sheet       text collate "C" not null,
  position    integer not null,
  kind        text not null check (kind in ('behavior', 'asset', 'profile')),
  activity    text,
  -- of a behavior rule: points for the first activity only
  once        boolean,
  asset       text,
  column_name text,
  condition   text,
  value       jsonb,
  points      integer not null,
  primary key (account_id, sheet, position),
  foreign key (account_id, sheet) references score_sheet on delete cascade
);

-- Every account has the sheet "default" from its start.
create function add_default_score_sheet(account text) returns void
  language sql as
$$
  insert into score_sheet (account_id, name, days) values (account, 'default', 90);
  insert into score_rule (account_id, sheet, position, kind, activity, once, points)
  select account, 'default', position, 'behavior', activity, false, points
    from (values
      (0, 'sent', 1), (1, 'opened', 3), (2, 'clicked', 5), (3, 'form-viewed', 2),
      (4, 'form-submitted', 20), (5, 'landing-page-visited', 5), (6, 'page-visited', 2),
      (7, 'media-downloaded', 10), (8, 'webinar-attended', 25), (9, 'custom', 5)
    ) as kinds (position, activity, points);
$$;

create function account_gets_default_score_sheet() returns trigger
  language plpgsql as
$$
begin
  perform add_default_score_sheet(new.id);
  return new;
end
$$;

create trigger account_gets_default_score_sheet after insert on account
  for each row execute function account_gets_default_score_sheet();

select add_default_score_sheet(id) from account;

-- A named condition over a list's columns and scores.
create table segment (
  list_id    text not null references list on delete cascade,
  name       text collate "C" not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  definition jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (list_id, name)
);

-- Runs of one maintenance program, newest first.
create index run_by_program on run (program_id, id desc) where program_id is not null;

create function number_or_null(value text) returns numeric
  language sql immutable parallel safe as
$$
  select case when value ~ '^\s*[+-]?([0-9]{1,100}(\.[0-9]{0,100})?|\.[0-9]{1,100})\s*$'
           then value::numeric end
$$;

-- Whether a value meets a condition. Texts compare without regard to case; numbers as numbers where
-- both are, dates by their order; of several keys (a multi-select) one that meets it is enough.
create function meets(value jsonb, condition text, operand jsonb) returns boolean
  language plpgsql immutable parallel safe as
$$
declare
  kind text := coalesce(jsonb_typeof(value), 'null');
  has text;
  wanted text;
begin
  if condition = 'empty' then
    return kind = 'null' or value = '[]' or (kind = 'string' and btrim(value #>> '{}') = '');
  elsif condition = 'not-empty' then
    return not meets(value, 'empty', null);
  elsif condition = 'not-equals' then
    return not meets(value, 'equals', operand);
  elsif condition = 'in' then
    return exists (select from jsonb_array_elements(operand) as one where meets(value, 'equals', one));
  elsif kind = 'null' then
    return false;
  elsif kind = 'array' then
    return exists (select from jsonb_array_elements(value) as one where meets(one, condition, operand));
  end if;
  has := lower(value #>> '{}');
  wanted := lower(operand #>> '{}');
  if condition = 'contains' then
    return position(wanted in has) > 0;
  elsif condition = 'starts-with' then
    return starts_with(has, wanted);
  elsif condition = 'equals' then
    return coalesce(has = wanted or number_or_null(has) = number_or_null(wanted), false);
  elsif condition in ('greater', 'less') then
    if number_or_null(wanted) is not null then
      return coalesce(
        case condition when 'greater' then number_or_null(has) > number_or_null(wanted)
          else number_or_null(has) < number_or_null(wanted) end,
        false);
    end if;
    return has <> '' and
      case condition when 'greater' then has collate "C" > wanted collate "C"
        else has collate "C" < wanted collate "C" end;
  end if;
  raise exception 'there is no condition %', condition;
end
$$;

-- The scores of the members of a list, by the ids of the members. Members who share an address share
-- their scores: a profile rule counts if one of them meets it.
create function member_scores(of_list text, by_sheet text, after_id bigint, to_id bigint)
  returns table (member_id bigint, behavioral bigint, profile bigint)
  language sql stable parallel safe as
$$
  with sheet as (
    select s.account_id, s.name, now() - make_interval(days => s.days) as since
      from list l join score_sheet s on s.account_id = l.account_id and s.name = by_sheet
     where l.id = of_list
  ), people as (
    select m.id, m.email_key
      from member m
     where m.list_id = of_list and m.id > after_id and m.id <= to_id and m.removed_at is null
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

-- Members of a list that a segment holds; none if the segment names a column that the list has no more.
create function segment_members(of_list text, segment_name text) returns setof bigint
  language sql stable as
$$
  with condition as (
    select s.definition ? 'all' as every, c.value as test, coalesce(c.value ->> 'sheet', 'default') as sheet,
           c.value ->> 'column' as column_name, k.field
      from segment s
      cross join jsonb_array_elements(coalesce(s.definition -> 'all', s.definition -> 'any')) as c (value)
      left join list_column k on k.list_id = s.list_id and k.name = c.value ->> 'column'
     where s.list_id = of_list and s.name = segment_name
  ), score as (
    select sheets.sheet, scores.*
      from (select distinct sheet from condition where column_name is null) as sheets
      cross join lateral member_scores(of_list, sheets.sheet, 0, 9223372036854775807) as scores
  ), judged as (
    select m.id, c.every,
           meets(
             case
               when c.column_name is not null then m."values" -> c.field
               when c.test ->> 'score' = 'behavioral' then to_jsonb(s.behavioral)
               when c.test ->> 'score' = 'profile' then to_jsonb(s.profile)
               else to_jsonb(s.behavioral + s.profile)
             end,
             c.test ->> 'condition', c.test -> 'value') as met
      from member m
      cross join condition c
      left join score s on s.member_id = m.id and s.sheet = c.sheet and c.column_name is null
     where m.list_id = of_list and m.removed_at is null
       and not exists (select from condition where column_name is not null and field is null)
  )
  select id from judged group by id, every having case when every then bool_and(met) else bool_or(met) end
$$;

-- A value in the form that a field of that kind has in "values"; null where it is empty.
create function canonical_value(value jsonb, kind text) returns jsonb
  language sql immutable parallel safe as
$$
  select case
    when value is null or value in ('null', '""', '[]') then null
    when jsonb_typeof(value) in ('array', 'object') then value
    when kind in ('TEXT', 'EMAIL') and jsonb_typeof(value) = 'number' then to_jsonb(value #>> '{}')
    when kind in ('INTEGER', 'DECIMAL') and number_or_null(value #>> '{}') is not null
      then to_jsonb(trim_scale(number_or_null(value #>> '{}')))
    when kind = 'DATE' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' then to_jsonb(left(value #>> '{}', 10))
    when kind in ('MULTI', 'TEAMS', 'TAGS') then jsonb_build_array(value #>> '{}')
    else value
  end
$$;
