-- Members that people and other systems post: one set of rules for the API and for SQL.

alter table list_column
  -- only the pull updates it, by the definition as it was loaded last: then it belongs to Sugar
  add column only_pulled boolean not null default false;

-- What a field holds, by its name and Sugar's type of it.
create function value_kind(field text, type text) returns text
  language sql immutable parallel safe as
$$
  select case
    when field = 'team_name' then 'TEAMS'
    when lower(type) in ('bool', 'boolean') then 'BOOLEAN'
    when lower(type) in ('int', 'integer', 'tinyint', 'smallint', 'long', 'short', 'autoincrement')
      then 'INTEGER'
    when lower(type) in ('decimal', 'decimal2', 'currency', 'float', 'double') then 'DECIMAL'
    when lower(type) = 'date' then 'DATE'
    when lower(type) in ('datetime', 'datetimecombo') then 'DATETIME'
    when lower(type) = 'multienum' then 'MULTI'
    when lower(type) = 'tag' then 'TAGS'
    when lower(type) = 'email' and field = 'email' then 'EMAIL'
    else 'TEXT'
  end
$$;

-- Several keys, posted as an array, or as text with semicolons between them.
create function posted_items(value jsonb) returns jsonb
  language sql immutable parallel safe as
$$
  select case jsonb_typeof(value)
    when 'array' then (
      select jsonb_agg(to_jsonb(i.item) order by i.place) filter (where i.item <> '')
        from jsonb_array_elements_text(value) with ordinality as i (item, place))
    else to_jsonb(regexp_split_to_array(btrim(value #>> '{}', ' ;'), '\s*;\s*'))
  end
$$;

-- Without a query within, so that it is worked out in place: a post has hundreds of thousands.
-- A posted value in the form that a field of that kind has in "values", as far as it can be brought
-- into it; null where it is empty. Texts of several keys have semicolons between them.
create function posted_value(value jsonb, kind text) returns jsonb
  language sql stable parallel safe as
$$
  select case
    when value is null or value in ('null', '""', '[]') or btrim(value #>> '{}') = '' then null
    when jsonb_typeof(value) = 'object' then value
    when kind in ('MULTI', 'TAGS', 'TEAMS') then posted_items(value)
    when jsonb_typeof(value) = 'array' then value
    when kind = 'TEXT' then to_jsonb(value #>> '{}')
    when kind in ('INTEGER', 'DECIMAL') then
      coalesce(to_jsonb(trim_scale(number_or_null(value #>> '{}'))), value)
    when kind = 'BOOLEAN' and lower(btrim(value #>> '{}')) in ('true', 'yes', '1') then 'true'::jsonb
    when kind = 'BOOLEAN' and lower(btrim(value #>> '{}')) in ('false', 'no', '0') then 'false'::jsonb
    when kind = 'BOOLEAN' then value
    when kind = 'DATE' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' then to_jsonb(left(value #>> '{}', 10))
    when kind = 'DATETIME' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      then to_jsonb((value #>> '{}') || 'T00:00:00Z')
    when kind = 'DATETIME'
      and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'
      then coalesce(to_jsonb(to_char(timestamptz_or_null(value #>> '{}') at time zone 'UTC',
             'YYYY-MM-DD"T"HH24:MI:SS"Z"')), value)
    when kind = 'EMAIL' then to_jsonb(btrim(value #>> '{}'))
    else to_jsonb(value #>> '{}')
  end
$$;

-- Whether a field of that kind can hold what posted_value gave.
create function posted_fits(value jsonb, kind text) returns boolean
  language sql stable parallel safe as
$$
  select case
    when value is null then true
    when kind = 'BOOLEAN' then jsonb_typeof(value) = 'boolean'
    when kind = 'INTEGER' then
      case when jsonb_typeof(value) = 'number'
           then (value #>> '{}')::numeric % 1 = 0 and abs((value #>> '{}')::numeric) < 9223372036854775808
           else false end
    when kind = 'DECIMAL' then jsonb_typeof(value) = 'number'
    when kind = 'DATE' then
      case when value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then date_or_null(value #>> '{}') is not null
           else false end
    when kind = 'DATETIME' then
      case when value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$'
           then timestamptz_or_null(value #>> '{}') is not null else false end
    when kind in ('MULTI', 'TAGS', 'TEAMS') then jsonb_typeof(value) = 'array'
    when kind = 'EMAIL' then jsonb_typeof(value) = 'string' and length(value #>> '{}') <= 254
      and value #>> '{}' ~ '^[^@[:space:]]+@[^@[:space:]]+$'
    else jsonb_typeof(value) = 'string'
  end
$$;

create function posted_form(kind text) returns text
  language sql immutable parallel safe as
$$
  select case kind
    when 'BOOLEAN' then 'true or false'
    when 'INTEGER' then 'a whole number'
    when 'DECIMAL' then 'a number'
    when 'DATE' then 'a date such as 2026-11-23'
    when 'DATETIME' then 'a time with its zone such as 2026-11-23T18:00:00Z'
    when 'EMAIL' then 'an address such as jane@example.com'
    when 'TEXT' then 'text'
    else 'an array of texts'
  end
$$;

-- Whether two values of a field are one: addresses have no case, and a flag that is not set is false.
create function posted_same(one jsonb, other jsonb, kind text) returns boolean
  language sql immutable parallel safe as
$$
  select case kind
    when 'EMAIL' then lower(one #>> '{}') is not distinct from lower(other #>> '{}')
    when 'BOOLEAN' then coalesce(one, 'false') = coalesce(other, 'false')
    else one is not distinct from other
  end
$$;

-- Who adds members to a list by address, the pull as well, goes one after another: two of them must
-- not make two members of one person.
create function lock_addresses(of_list text) returns void
  language sql as
$$
  select pg_advisory_xact_lock(hashtextextended('addresses of ' || of_list, 0))
$$;

-- Adds and updates members: an array of objects {column: value}, each with "id" or an address. A row
-- that is about the same member as one before it comes back as 'again', for another call. A value of
-- a column that belongs to Sugar is not taken for a member that has a record: "kept" names it.
create function post_members(of_list text, posted jsonb)
  returns table (n bigint, member_id bigint, outcome text, reason text, kept text[])
  language plpgsql as
$$
#variable_conflict use_column
declare
  address_field text;
  address_name text;
  names text;
  edited_at jsonb;
begin
  if not exists (select from list where id = of_list) then
    raise exception 'There is no list "%".', of_list using errcode = 'no_data_found';
  end if;
  perform lock_addresses(of_list);
  edited_at := to_jsonb(to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
  select c.field, c.name into address_field, address_name
    from list_column c
   where c.list_id = of_list and (c.role = 'email' or c.field = 'email')
   order by c.role = 'email' desc nulls last
   limit 1;
  select string_agg(c.name, ', ' order by c.position) into names from list_column c where c.list_id = of_list;

  return query
  with field as materialized (
    select k.name, k.field, k.position, k.only_pulled,
           case when k.field = address_field then 'EMAIL' else value_kind(k.field, k.type) end as kind
      from list_column k
     where k.list_id = of_list
  ), line as materialized (
    select r.n, r.v, case when jsonb_typeof(r.v) = 'object' then r.v else '{}' end as o
      from jsonb_array_elements(posted) with ordinality as r (v, n)
  ), cell as materialized (
    select l.n, e.key, e.value as given, c.name, c.field, c.kind, posted_value(e.value, c.kind) as value
      from line l
      cross join lateral jsonb_each(l.o) as e (key, value)
      left join field c on c.name = e.key
     where e.key <> 'id'
  ), wrong as (
    select w.n, string_agg(w.why, ' ' order by w.place, w.why) as why
      from (
        select l.n, 0, 'A member is to be an object of column names and values.'
          from line l where jsonb_typeof(l.v) <> 'object'
        union all
        select l.n, 1, format('"id" is to be the number of a member, not "%s".', left(l.o ->> 'id', 80))
          from line l where coalesce(l.o ->> 'id', '') <> '' and l.o ->> 'id' !~ '^[0-9]{1,18}$'
        union all
        select c.n, 2, format('There is no column "%s". There are: %s.', left(c.key, 80), names)
          from cell c where c.name is null
        union all
        select c.n, 3, format('The column "%s" takes %s, not "%s".', c.name, posted_form(c.kind),
                              left(c.given #>> '{}', 80))
          from cell c where c.name is not null and not posted_fits(c.value, c.kind)
      ) as w (n, place, why)
     group by w.n
  ), person as materialized (
    select l.n, wrong.why, coalesce(g.given, '{}') as given, g.given ->> address_field as address,
           case when l.o ->> 'id' ~ '^[0-9]{1,18}$' then (l.o ->> 'id')::bigint end as id
      from line l
      left join wrong on wrong.n = l.n
      left join (
        select c.n, jsonb_object_agg(c.field, coalesce(c.value, 'null')) as given
          from cell c where c.name is not null group by c.n
      ) as g on g.n = l.n
  ), decided as materialized (
    select p.n, p.given, p.address, coalesce(i.id, a.member) as member,
           case
             when p.why is not null then p.why
             when p.id is not null and i.id is null then format('The list has no member %s.', p.id)
             when p.id is null and address_field is null
               then 'The list has no column with the role "email": a row needs the "id" of a member.'
             when p.id is null and p.address is null
               then format('There is neither an "id" nor an address in "%s".', address_name)
             when p.id is null and a.live > 1
               then format('%s members share the address %s: give the "id" of one of them (%s).',
                           a.live, p.address, a.live_ids)
             when p.id is null and a.live = 0 and a.every > 1
               then format('%s removed members had the address %s: give the "id" of one of them (%s).',
                           a.every, p.address, a.ids)
           end as refusal
      from person p
      left join lateral (
        select m.id from member m where m.list_id = of_list and m.id = p.id limit 1
      ) as i on true
      left join lateral (
        select count(*) as every, count(*) filter (where m.removed_at is null) as live,
               coalesce(min(m.id) filter (where m.removed_at is null), min(m.id)) as member,
               string_agg(m.id::text, ', ' order by m.id) filter (where m.removed_at is null) as live_ids,
               string_agg(m.id::text, ', ' order by m.id) as ids
          from member m
         where m.list_id = of_list and m.email_key = lower(p.address)
      ) as a on p.id is null
  ), turn as materialized (
    select d.*, d.refusal is null and row_number() over (
             partition by d.refusal is null, coalesce('member ' || d.member, lower(d.address)) order by d.n) > 1
           as waits
      from decided d
  ), held as materialized (
    -- with the row, not beside it: the planner takes a thousand rows for one, and would join by trying
    select t.n, t.given, m.id, m."values", m.removed_at is not null as is_back,
           m.removed_because = 'deleted' as is_gone,
           m.record_id is not null and m.removed_because is distinct from 'deleted' as has_record
      from turn t
      join member m on m.list_id = of_list and m.id = t.member
     where t.refusal is null and not t.waits
  ), compared as materialized (
    select h.n, h.id, h.is_back, coalesce(h.is_gone, false) as is_gone, d.changed, coalesce(d.kept, '{}') as kept
      from held h
      cross join lateral (
        select jsonb_object_agg(g.key, g.value) filter (where not (h.has_record and c.only_pulled)) as changed,
               array_agg(c.name order by c.position) filter (where h.has_record and c.only_pulled) as kept
          from jsonb_each(h.given) as g (key, value)
          join field c on c.field = g.key
         where not posted_same(h."values" -> g.key, nullif(g.value, 'null'), c.kind)
      ) as d
  ), locked as materialized (
    -- in the order of ids, as everybody locks members; who stays as he is needs no lock
    select m.id, c.is_back, c.is_gone, coalesce(c.changed, '{}') as changed
      from compared c
      join member m on m.list_id = of_list and m.id = c.id
     where c.changed is not null or c.is_back
     order by m.id
       for update of m
  ), updated as (
    update member m
       set "values" = jsonb_strip_nulls(m."values" || l.changed),
           email = case when jsonb_exists(l.changed, address_field) then l.changed ->> address_field
                        else m.email end,
           edited = m.edited || coalesce((select jsonb_object_agg(k, edited_at)
                                            from jsonb_object_keys(l.changed) as k), '{}'),
           source_hash = null, updated_at = now(),
           removed_at = null, removed_because = null, removal_approved = false,
           -- who was brought back stays, whatever the source says, until the source has it again
           in_source = m.in_source and not l.is_back,
           -- the record of a deletion is no more: the person may be created anew
           record_id = case when l.is_gone then null else m.record_id end,
           source_modified = case when l.is_gone then null else m.source_modified end,
           agreed = case when l.is_gone then '{}' else m.agreed end,
           drift = case when l.is_gone then '{}' else m.drift end,
           pushed_modified = case when l.is_gone then null else m.pushed_modified end
      from locked l
     where m.list_id = of_list and m.id = l.id
  ), fresh as materialized (
    select f.n, f.address, jsonb_strip_nulls(f.given) as given,
           nextval(pg_get_serial_sequence('public.member', 'id')) as id
      from (select t.n, t.address, t.given
              from turn t
             where t.refusal is null and not t.waits and t.member is null
             order by t.n) as f
  ), added as (
    insert into member (list_id, id, email, "values", edited) overriding system value
    select of_list, f.id, f.address, f.given,
           (select jsonb_object_agg(k, edited_at) from jsonb_object_keys(f.given) as k)
      from fresh f
  )
  select c.n, c.id,
         case when c.is_back then 'added' when c.changed is not null then 'updated' else 'unchanged' end,
         null, c.kept
    from compared c
  union all
  select f.n, f.id, 'added', null, '{}' from fresh f
  union all
  select t.n, null, case when t.waits then 'again' else 'refused' end, t.refusal, '{}'
    from turn t
   where t.waits or t.refusal is not null
   order by 1;
end
$$;

-- For other systems: adds and updates members of a list, each an object {column: value} with the "id"
-- of a member or an address. What became of each comes back in its order: 'added', 'updated',
-- 'unchanged', or 'refused' with the reason.
create function lists.put_members(list text, members jsonb)
  returns table ("row" bigint, member_id bigint, outcome text, reason text, kept text[])
  language plpgsql security definer set search_path = public, pg_temp as
$$
#variable_conflict use_column
declare
  waiting bigint[];
  later bigint[];
  result record;
begin
  if jsonb_typeof(members) is distinct from 'array' then
    raise exception 'The members are to be a JSON array of objects.' using errcode = 'invalid_parameter_value';
  end if;
  select array_agg(n order by n) into waiting from generate_series(1, jsonb_array_length(members)) as n;
  while waiting is not null loop
    later := null;
    for result in
      select p.*
        from post_members(put_members.list, (
          select jsonb_agg(members -> (w.n - 1)::int order by w.n) from unnest(waiting) as w (n))) as p
    loop
      if result.outcome = 'again' then
        later := later || waiting[result.n];
      else
        "row" := waiting[result.n];
        member_id := result.member_id;
        outcome := result.outcome;
        reason := result.reason;
        kept := result.kept;
        return next;
      end if;
    end loop;
    waiting := later;
  end loop;
end
$$;

-- The same for one member, whose id it gives. What cannot be done is an error.
create function lists.put_member(list text, "values" jsonb) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  result record;
begin
  select p.* into result from post_members(list, jsonb_build_array("values")) as p;
  if result.outcome = 'refused' then
    raise exception '%', result.reason using errcode = 'invalid_parameter_value';
  elsif result.kept <> '{}' then
    raise exception 'Member % has a record, and what only the pull updates belongs to Sugar: leave out "%".',
      result.member_id, array_to_string(result.kept, '", "') using errcode = 'invalid_parameter_value';
  end if;
  return result.member_id;
end
$$;

revoke execute on function lists.put_members(text, jsonb) from public;
revoke execute on function lists.put_member(text, jsonb) from public;

-- What is written to the view of a list is posted to the list; a deleted row is a removed member.
create function write_through_view() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  of_list text := tg_argv[0];
  own text[] := array ['member_id', 'record_id', 'opted_out', 'invalid_email', 'updated_at'];
  is_new boolean := tg_op = 'INSERT';
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  posted jsonb;
  fixed text;
begin
  if exists (select from list_column c where c.list_id = of_list and c.name = 'member_id') then
    raise exception 'The view cannot be written, for a column of the list is called member_id: use lists.put_member.'
      using errcode = 'feature_not_supported';
  end if;
  if tg_op = 'DELETE' then
    update member m
       set removed_at = now(), removed_because = 'by-person', updated_at = now()
     where m.list_id = of_list and m.id = (before ->> 'member_id')::bigint and m.removed_at is null;
    return old;
  end if;
  select jsonb_object_agg(e.key, case
           when value_kind(c.field, c.type) in ('MULTI', 'TAGS', 'TEAMS') and jsonb_typeof(e.value) = 'string'
             then to_jsonb(string_to_array(e.value #>> '{}', ', '))
           else e.value end),
         min(e.key) filter (where c.name is null and not (is_new and e.key = 'member_id'))
    into posted, fixed
    from jsonb_each(after) as e (key, value)
    left join list_column c on c.list_id = of_list and c.name = e.key
   where e.value is distinct from coalesce(before -> e.key, 'null');
  if fixed = any (own) then
    raise exception 'The column % of the view cannot be written; the columns of the list can.', fixed
      using errcode = 'feature_not_supported';
  end if;
  posted := coalesce(posted, '{}') - 'member_id';
  if is_new and after ->> 'member_id' is not null then
    posted := posted || jsonb_build_object('id', after -> 'member_id');
  elsif not is_new then
    posted := posted || jsonb_build_object('id', before -> 'member_id');
  end if;
  new.member_id := lists.put_member(of_list, posted);
  return new;
end
$$;
