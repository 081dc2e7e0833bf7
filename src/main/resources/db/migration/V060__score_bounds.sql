-- The hottest people without scoring everybody: for each address a bound, the most that its activities
-- of the last 30, 90, 365 days, or of all time, can score by the sheet "default". Bounds only rise with
-- what is stored, and are made tight again once a day; so the hottest are found from the highest bound
-- down, each scored exactly, until no bound is left that could beat those found.
create table score_bound (
  account_id text not null references account on delete cascade,
  email_key  text collate "C" not null,
  days_30    bigint not null,
  days_90    bigint not null,
  days_365   bigint not null,
  ever       bigint not null,
  primary key (account_id, email_key)
) with (fillfactor = 80);

create index score_bound_30 on score_bound (account_id, days_30, email_key);
create index score_bound_90 on score_bound (account_id, days_90, email_key);
create index score_bound_365 on score_bound (account_id, days_365, email_key);
create index score_bound_ever on score_bound (account_id, ever, email_key);

-- Bounds hold where those that were made tight are of the rules as they are.
create table score_bound_state (
  account_id    text primary key references account on delete cascade,
  rules_version bigint not null default 0,
  tight_version bigint,
  tight_at      timestamptz,
  -- when a node last said that it makes them tight
  claimed_at    timestamptz
);

-- Whoever stores activities shares this lock, whoever makes bounds tight has it alone.
create function score_bound_lock(account text) returns bigint
  language sql immutable parallel safe as
$$
  select hashtextextended('score_bound ' || account, 60)
$$;

-- The bounds of the addresses behind one and up to another. What a rule takes away does not count: the
-- activities that it takes it for may be left out, or be too old. A rule that counts once counts once.
create function tight_score_bounds(of_account text, behind text, up_to text)
  returns table (email_key text, days_30 bigint, days_90 bigint, days_365 bigint, ever bigint)
  language sql stable as
$$
  select met.email_key,
    sum(met.points * case when met.once then least(met.in_30, 1) else met.in_30 end)::bigint,
    sum(met.points * case when met.once then least(met.in_90, 1) else met.in_90 end)::bigint,
    sum(met.points * case when met.once then least(met.in_365, 1) else met.in_365 end)::bigint,
    sum(met.points * case when met.once then least(met.in_all, 1) else met.in_all end)::bigint
  from (
    select a.email_key, coalesce(r.kind = 'asset' or r.once, false) as once,
      greatest(coalesce(r.points, 0), 0) as points,
      count(*) filter (where a.at > now() - interval '30 days') as in_30,
      count(*) filter (where a.at > now() - interval '90 days') as in_90,
      count(*) filter (where a.at > now() - interval '365 days') as in_365,
      count(*) as in_all
    from activity a
    left join score_rule r on r.account_id = of_account and r.sheet = 'default'
      and r.activity = a.type
      and (r.kind = 'behavior' or r.kind = 'asset' and r.asset = a.asset)
    where a.account_id = of_account and a.email_key > behind collate "C"
      and a.email_key <= up_to collate "C"
    group by a.email_key, r.position, r.kind, r.once, r.points
  ) met
  group by met.email_key
$$;

-- What is stored raises the bounds, in the same transaction. Rows are taken in one order everywhere, so
-- that two who store activities of the same people wait for each other instead of dying.
create function activities_raise_score_bounds() returns trigger
  language plpgsql as
$$
begin
  -- The rules are read behind the lock: bounds that were made tight meanwhile are of no newer ones.
  perform pg_advisory_xact_lock_shared(score_bound_lock(account_id))
    from (select distinct account_id from stored order by account_id) as accounts;
  insert into score_bound as kept (account_id, email_key, days_30, days_90, days_365, ever)
  select a.account_id, a.email_key,
    coalesce(sum(greatest(r.points, 0)) filter (where a.at > now() - interval '30 days'), 0),
    coalesce(sum(greatest(r.points, 0)) filter (where a.at > now() - interval '90 days'), 0),
    coalesce(sum(greatest(r.points, 0)) filter (where a.at > now() - interval '365 days'), 0),
    coalesce(sum(greatest(r.points, 0)), 0)
  from stored a
  left join score_rule r on r.account_id = a.account_id and r.sheet = 'default'
    and r.activity = a.type
    and (r.kind = 'behavior' or r.kind = 'asset' and r.asset = a.asset)
  where a.email_key is not null
  group by a.account_id, a.email_key
  order by a.account_id, a.email_key
  on conflict (account_id, email_key) do update
    set days_30 = kept.days_30 + excluded.days_30,
        days_90 = kept.days_90 + excluded.days_90,
        days_365 = kept.days_365 + excluded.days_365,
        ever = kept.ever + excluded.ever;
  return null;
end
$$;

create trigger activities_raise_score_bounds after insert on activity
  referencing new table as stored
  for each statement execute function activities_raise_score_bounds();

-- Bounds of other rules do not hold.
create function rules_end_score_bounds() returns trigger
  language plpgsql as
$$
begin
  insert into score_bound_state as kept (account_id, rules_version)
  select id, 1 from account
   where id in (select account_id from changed where sheet = 'default' and kind <> 'profile')
   order by id
  on conflict (account_id) do update set rules_version = kept.rules_version + 1;
  return null;
end
$$;

create trigger new_rules_end_score_bounds after insert on score_rule
  referencing new table as changed
  for each statement execute function rules_end_score_bounds();

create trigger gone_rules_end_score_bounds after delete on score_rule
  referencing old table as changed
  for each statement execute function rules_end_score_bounds();
