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
