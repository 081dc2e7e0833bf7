-- Conversions that the views of lists use: what does not fit is null, never an error.

create function date_or_null(value text) returns date
  language plpgsql immutable parallel safe as
$$
begin
  return value::date;
exception when others then
  return null;
end
$$;

create function timestamptz_or_null(value text) returns timestamptz
  language plpgsql stable parallel safe as
$$
begin
  return value::timestamptz;
exception when others then
  return null;
end
$$;

-- The keys of a multi-select, joined for reading.
create function items_as_text(value jsonb) returns text
  language sql immutable parallel safe as
$$
  select case jsonb_typeof(value)
           when 'array' then (select string_agg(item, ', ' order by place)
                                from jsonb_array_elements_text(value) with ordinality as i (item, place))
           when 'null' then null
           else value #>> '{}'
         end
$$;
