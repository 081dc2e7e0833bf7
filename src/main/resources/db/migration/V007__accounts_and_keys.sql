-- What belongs to an account beside its lists: API keys, addresses that may call, and what people changed.

-- The key itself is never kept, only its hash. The prefix is for people, and finds the row.
create table api_key (
  id             bigint generated always as identity primary key,
  account_id     text not null references account,
  prefix         text not null unique,
  hash           bytea not null,
  created_at     timestamptz not null default now(),
  last_used_at   timestamptz,
  last_used_from inet,
  revoked_at     timestamptz
);

create index api_key_by_account on api_key (account_id, id);

-- A single address is a block of one.
create table authorized_ip (
  id         bigint generated always as identity primary key,
  account_id text not null references account,
  address    cidr not null,
  created_at timestamptz not null default now(),
  unique (account_id, address)
);

-- The last wrong keys that came from an address, for all nodes.
create table wrong_key (
  address  inet primary key,
  tried_at timestamptz[] not null
);

-- Who changed accounts, keys and authorized addresses, and when.
create table audit (
  id         bigint generated always as identity primary key,
  account_id text not null references account,
  at         timestamptz not null default now(),
  action     text not null,
  detail     text not null,
  -- address that the admin call came from
  caller     text not null
);

create index audit_by_account on audit (account_id, id desc);

-- Lists that feed hot prospects.
create table sales_prospects (
  account_id text not null references account,
  list_id    text not null references list on delete cascade,
  primary key (account_id, list_id)
);

-- Names that the account's lists give their columns, in the order that people want them.
create table standard_field (
  account_id text not null references account,
  position   integer not null,
  name       text not null,
  primary key (account_id, position),
  unique (account_id, name)
);

-- Who of a company is in a list: the part of the address behind the @.
create index member_by_domain on member (list_id, split_part(email_key, '@', 2)) where email_key is not null;

-- Behavioral points of addresses by a sheet, for activities since a time, some kinds left out. Without
-- an address all of the account; a condition on the address reaches the index activity_by_email.
create function behavioral_scores(of_account text, by_sheet text, since timestamptz, without text[])
  returns table (email_key text, score bigint, last_at timestamptz)
  language sql stable as
$$
  select met.email_key,
    sum(met.points)::bigint,
    max(met.last_at)
  from (
    select a.email_key, max(a.at) as last_at,
      coalesce(case when r.kind = 'behavior' and not r.once then r.points * count(*) else r.points end, 0)
        as points
    from activity a
    left join score_rule r on r.account_id = of_account and r.sheet = by_sheet
      and r.activity = a.type
      and (r.kind = 'behavior' or r.kind = 'asset' and r.asset = a.asset)
    where a.account_id = of_account and a.at > since and not a.type = any (without)
    group by a.email_key, r.position, r.kind, r.once, r.points
  ) met
  group by met.email_key
$$;
