-- Marketing lists, their members, and the ledger of the runs that keep them in step with Sugar.

-- Each list is also a view with typed columns in this schema.
create schema lists;

create table account (
  id         text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name       text not null,
  team       text,
  connection text,
  created_at timestamptz not null default now()
);

insert into account (id, name) values ('default', 'Default');

create table list (
  id         text primary key,
  account_id text not null references account,
  name       text not null,
  module     text not null,
  connection text not null,
  created_at timestamptz not null default now()
);

create index list_by_account on list (account_id);

-- The columns as the definition has them now. Values are kept by field, so a renamed column keeps them.
create table list_column (
  list_id  text not null references list on delete cascade,
  position integer not null,
  name     text not null,
  field    text not null,
  type     text not null,
  role     text check (role in ('email', 'lead-score', 'owner')),
  primary key (list_id, name),
  unique (list_id, field)
);

create table member (
  list_id         text not null references list,
  id              bigint generated always as identity,
  record_id       text collate "C",
  email           text,
  email_key       text collate "C" generated always as (lower(email)) stored,
  -- canonical value by Sugar field; an absent key is an empty value
  "values"        jsonb not null default '{}',
  -- hash of the record as it was last read; null when the list's own side was edited since
  source_hash     bytea,
  source_modified timestamptz,
  -- only a member that was once seen in the source can leave it
  in_source       boolean not null default false,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  removed_at      timestamptz,
  removed_because text check (removed_because in ('deleted', 'left-source', 'not-visible', 'by-program', 'by-person')),
  -- a removal that a person let through does not count against the limit of the next
  removal_approved boolean not null default false,
  primary key (list_id, id),
  check ((removed_at is null) = (removed_because is null))
) with (fillfactor = 90);

-- A list holds a record once.
create unique index member_by_record on member (list_id, record_id) where record_id is not null;
create index member_by_email on member (list_id, email_key) where email_key is not null;
create index member_without_record on member (list_id, email_key)
  where record_id is null and removed_at is null;
create index member_removed on member (list_id, removed_at) where removed_at is not null;

-- Opt-out and invalid belong to the address, for all lists of the account. No row means both are false.
create table address (
  account_id       text not null references account,
  address_key      text collate "C" not null,
  address          text not null,
  opted_out        boolean not null,
  invalid          boolean not null,
  agreed_opted_out boolean,
  agreed_invalid   boolean,
  changed_by       text not null,
  changed_at       timestamptz not null default now(),
  primary key (account_id, address_key)
);

-- What a sync has reached: committed together with the rows it speaks of.
create table sync (
  id                  text primary key,
  paused              boolean not null default false,
  -- of source, mapping, transform and rules at the last complete pull: another one makes the next pull full
  fingerprint         text,
  known_fields        text[] not null default '{}',
  watermark           timestamptz,
  last_full_at        timestamptz,
  last_sweep_at       timestamptz,
  -- start of the last complete run: a schedule's fire from before it does nothing
  last_complete_start timestamptz
);

create table run (
  id             bigint generated always as identity primary key,
  sync_id        text,
  program_id     text,
  trigger        text not null check (trigger in ('schedule', 'api', 'jmx', 'start')),
  mode           text not null check (mode in ('first', 'changes', 'full')),
  dry_run        boolean not null default false,
  full_asked     boolean not null default false,
  allow_removals boolean not null default false,
  -- Sugar ids that the run is limited to; null for all
  records        text[],
  -- a person asked for its end; the node that has it looks at each beat
  cancel_asked   boolean not null default false,
  node           text not null,
  started_at     timestamptz not null,
  ended_at       timestamptz,
  outcome        text not null default 'running' check (outcome in
    ('running', 'succeeded', 'succeeded-with-rejections', 'needs-approval', 'failed', 'interrupted')),
  cause          text,
  -- the step that ended a failed run
  step           text,
  -- how many records the source has, where it was asked
  total          bigint,
  read           bigint not null default 0,
  added          bigint not null default 0,
  updated        bigint not null default 0,
  removed        bigint not null default 0,
  unchanged      bigint not null default 0,
  skipped        bigint not null default 0,
  pushed         bigint not null default 0,
  created        bigint not null default 0,
  linked         bigint not null default 0,
  rejected       bigint not null default 0,
  -- named conditions that a person should read although the run went on
  notes          jsonb not null default '[]',
  samples        jsonb,
  conflicts      jsonb not null default '[]',
  -- number of its sweep, to find scratch rows again
  sweep          bigint,
  check ((sync_id is null) <> (program_id is null))
);

create index run_by_sync on run (sync_id, id desc);
create index run_by_outcome on run (outcome, id desc);

-- Who may work on a sync now. Every commit of a run checks the fence.
create table sync_lease (
  sync_id    text primary key,
  run_id     bigint not null references run,
  node       text not null,
  fence      bigint not null,
  expires_at timestamptz not null
);

create sequence sync_fence;

-- Where a pull that did not end is to go on.
create table sync_checkpoint (
  sync_id         text primary key,
  fingerprint     text not null,
  mode            text not null,
  phase           text not null,
  cursor_id       text,
  cursor_modified text,
  began_at        timestamptz not null,
  sugar_began_at  timestamptz not null,
  sweep           bigint not null
);

create sequence sweep_number;

-- Ids that a sweep or a full pull has met.
create table sweep_row (
  sweep         bigint not null,
  record_id     text collate "C" not null,
  date_modified timestamptz,
  primary key (sweep, record_id)
);

create table pending_removal (
  sync_id   text not null,
  member_id bigint not null,
  cause     text not null,
  run_id    bigint not null references run,
  primary key (sync_id, member_id)
);

-- Members that a run found gone, until they are removed, wait, or were found after all.
create table removal_candidate (
  run_id    bigint not null references run,
  member_id bigint not null,
  record_id text collate "C" not null,
  cause     text,
  primary key (run_id, member_id)
);

create table rejection (
  id          bigint generated always as identity primary key,
  run_id      bigint not null references run,
  sync_id     text not null,
  direction   text not null check (direction in ('pull', 'push')),
  record_id   text,
  email       text,
  column_name text,
  field       text,
  reason      text not null,
  attempts    integer not null default 1,
  at          timestamptz not null default now(),
  -- asked for by a person: the next run tries again
  retry       boolean not null default false
);

create index rejection_by_sync on rejection (sync_id, id);
create index rejection_by_run on rejection (run_id, id);
create unique index rejection_of_record on rejection (sync_id, direction, record_id, coalesce(field, ''));

-- One session for each URL, user and platform, shared by all nodes; tokens are encrypted.
create table sugar_session (
  id             text primary key,
  access_token   bytea,
  refresh_token  bytea,
  expires_at     timestamptz,
  generation     bigint not null default 0,
  api_version    text,
  release        text,
  -- a refused login blocks the connection until its settings change, a test is asked for, or an hour has passed
  blocked_reason text,
  blocked_until  timestamptz,
  settings_hash  text
);

-- Live nodes and the syncs they have loaded: a schedule that no live node holds is removed.
create table node (
  id      text primary key,
  beat_at timestamptz not null
);

create table node_sync (
  node_id text not null references node on delete cascade,
  sync_id text not null,
  primary key (node_id, sync_id)
);
