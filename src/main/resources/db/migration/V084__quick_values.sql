-- The same as before, in PL/pgSQL. They call what is only stable (to_jsonb), so that the planner does not take
-- functions in SQL into the statement, and to begin one for each value took most of a program's time.
create or replace function canonical_value(value jsonb, kind text) returns jsonb
  language plpgsql immutable parallel safe as
$$
declare
  form text := jsonb_typeof(value);
  number numeric;
begin
  if value is null or value in ('null', '""', '[]') then
    return null;
  elsif form in ('array', 'object') then
    return value;
  elsif kind in ('TEXT', 'EMAIL') and form = 'number' then
    return to_jsonb(value #>> '{}');
  elsif kind in ('INTEGER', 'DECIMAL') then
    number := number_or_null(value #>> '{}');
    return case when number is null then value else to_jsonb(trim_scale(number)) end;
  elsif kind = 'DATE' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T' then
    return to_jsonb(left(value #>> '{}', 10));
  elsif kind in ('MULTI', 'TEAMS', 'TAGS') then
    return jsonb_build_array(value #>> '{}');
  end if;
  return value;
end
$$;

create or replace function column_value(value jsonb, kind text) returns jsonb
  language plpgsql immutable parallel safe as
$$
declare
  form text := jsonb_typeof(value);
begin
  if kind in ('TEXT', 'EMAIL') then
    if form = 'array' then
      value := to_jsonb(items_as_text(value));
    elsif form = 'boolean' then
      value := to_jsonb(value #>> '{}');
    end if;
  elsif kind = 'BOOLEAN' then
    if lower(value #>> '{}') in ('true', 'yes', '1') then
      value := 'true';
    elsif lower(value #>> '{}') in ('false', 'no', '0') then
      value := 'false';
    end if;
  elsif kind = 'DATETIME' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    value := to_jsonb((value #>> '{}') || 'T00:00:00Z');
  end if;
  return canonical_value(value, kind);
end
$$;
