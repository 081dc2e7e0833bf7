-- A role belongs to one column of a list, whoever gives it to two at once.
create unique index list_column_by_role on list_column (list_id, role) where role is not null;

-- The field whose column holds the addresses of a list's members: that of the role "email", else the
-- field "email"; null where the list has neither.
create function address_field(of_list text) returns text
  language sql stable as
$$
  select c.field
    from list_column c
   where c.list_id = of_list and (c.role = 'email' or c.field = 'email')
   order by c.role = 'email' desc nulls last
   limit 1
$$;
