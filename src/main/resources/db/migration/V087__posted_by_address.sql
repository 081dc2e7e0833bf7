-- Until PostgreSQL has counted a new list it takes it for a small one, and looked a posted address up among all
-- members of the list as well as among all addresses: rows that were posted again took time with the square
-- of the list. Written like this, the list has no index.
do
$$
declare
  before text := pg_get_functiondef('post_members(text, jsonb)'::regprocedure);
  after text := replace(before,
                        'where m.list_id = of_list and m.email_key = lower(p.address)',
                        'where m.list_id || '''' = of_list and m.email_key = lower(p.address)');
begin
  if after = before then
    raise exception 'post_members looks addresses up in another way than was known';
  end if;
  execute after;
end
$$;
