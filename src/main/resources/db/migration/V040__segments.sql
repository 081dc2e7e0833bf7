-- Which members of a list meet a condition: what segments are, and what programs may ask as well.

-- As before, but "in" works: its array's items had the name of the value that they are compared with.
create or replace function meets(value jsonb, condition text, operand jsonb) returns boolean
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
    return exists (
      select from jsonb_array_elements(operand) as wish (item)
       where meets(meets.value, 'equals', wish.item));
  elsif kind = 'null' then
    return false;
  elsif kind = 'array' then
    return exists (
      select from jsonb_array_elements(meets.value) as own (item)
       where meets(own.item, condition, operand));
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

drop function segment_members(text, text);
drop function member_scores(text, text, bigint, bigint);

-- The scores of the members of a list, by the ids of the members: all between two of them, or those
-- of an array alone. Members who share an address share their scores: a profile rule counts if one of
-- them meets it. No rows where the list's account has no sheet of that name.
create function member_scores(of_list text, by_sheet text, after_id bigint, to_id bigint,
    among bigint[] default null)
  returns table (member_id bigint, behavioral bigint, profile bigint)
  language sql stable parallel safe as
$$
  with sheet as (
    select s.account_id, s.name, now() - make_interval(days => s.days) as since
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

-- Members of a list that meet a definition, {"all": [...]} or {"any": [...]} of {"column" or "score",
-- "condition", "value"}, a score of the sheet "sheet" (default: default). Removed members meet none.
-- A definition that names a column that the list has no more, or a sheet that its account has no
-- more, is met by nobody. All between two ids, or those of an array alone.
create function members_meeting(of_list text, definition jsonb, after_id bigint, to_id bigint,
    among bigint[] default null)
  returns setof bigint
  language sql stable as
$$
  with test as (
    select t.value ->> 'column' as column_name, c.field, t.value ->> 'score' as score,
           coalesce(t.value ->> 'sheet', 'default') as sheet,
           t.value ->> 'condition' as condition, t.value -> 'value' as value
      from jsonb_array_elements(coalesce(definition -> 'all', definition -> 'any')) as t (value)
      left join list_column c on c.list_id = of_list and c.name = t.value ->> 'column'
  ), lost as (
    select t.column_name
      from test t
     where case when t.column_name is null
                then not exists (select from list l
                                   join score_sheet s on s.account_id = l.account_id
                                  where l.id = of_list and s.name = t.sheet)
                else t.field is null end
  ), score as (
    select s.member_id,
           jsonb_object_agg(sheets.sheet, jsonb_build_object('behavioral', s.behavioral,
             'profile', s.profile, 'total', s.behavioral + s.profile)) as by_sheet
      from (select distinct sheet from test where column_name is null) as sheets
      cross join lateral member_scores(of_list, sheets.sheet, after_id, to_id, among) as s
     group by s.member_id
  )
  select m.id
    from member m
    left join score on score.member_id = m.id
   where m.list_id = of_list and m.id > after_id and m.id <= to_id
     and (among is null or m.id = any (among)) and m.removed_at is null
     and not exists (select from lost)
     and case when definition ? 'all'
              then not exists (
                select from test t
                 where not meets(case when t.column_name is null
                                      then score.by_sheet -> t.sheet -> t.score
                                      else m."values" -> t.field end, t.condition, t.value))
              else exists (
                select from test t
                 where meets(case when t.column_name is null
                                  then score.by_sheet -> t.sheet -> t.score
                                  else m."values" -> t.field end, t.condition, t.value)) end
$$;

-- The same for a segment by its name; nobody where the list has none of that name.
create function segment_members(of_list text, segment_name text, after_id bigint, to_id bigint,
    among bigint[] default null)
  returns setof bigint
  language sql stable as
$$
  select m.id
    from segment s
    cross join lateral members_meeting(s.list_id, s.definition, after_id, to_id, among) as m (id)
   where s.list_id = of_list and s.name = segment_name
$$;
