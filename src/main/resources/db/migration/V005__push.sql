-- What a push must remember: what Sugar refused, who is being created, and what it sees of others' edits.

alter table member
  -- Sugar's date of our own last write: a record that still has it was changed by nobody else since.
  add column pushed_modified timestamptz,
  -- Value by Sugar field that somebody changed in Sugar although only the push updates it.
  add column drift jsonb not null default '{}';

create index member_with_drift on member (list_id) where drift <> '{}' and removed_at is null;

-- A rejection of a push is of a member, which may have no record yet.
alter table rejection add column member_id bigint;
create unique index rejection_of_member on rejection (sync_id, direction, member_id, coalesce(field, ''))
  where member_id is not null;

-- Values that Sugar, or its metadata, refused. They are not sent again while nothing changes; a
-- dismissed rejection does not change that.
create table push_refusal (
  list_id   text not null references list on delete cascade,
  member_id bigint not null,
  -- empty for what concerns the whole record, such as a refused create
  field     text not null,
  -- the list's value that was refused
  sent      jsonb not null,
  -- fingerprint of the field's metadata and of the definition
  sign      text not null,
  primary key (list_id, member_id, field)
);

-- Who is being looked up and created, whichever sync or node has it: one for each address.
create table push_intent (
  connection  text not null,
  module      text not null,
  address_key text collate "C" not null,
  list_id     text not null,
  member_id   bigint not null,
  run_id      bigint not null references run,
  -- our own id, or sync_key, of the record to be
  own_id      text not null,
  -- taken before the look-up; sent from just before the create until its answer was kept
  state       text not null check (state in ('taken', 'sent')),
  -- Sugar's time when the create was sent
  sent_at     timestamptz,
  primary key (connection, module, address_key)
);

create index push_intent_by_run on push_intent (run_id);

-- What each Sugar was found to do with creates.
create table push_ability (
  connection text not null,
  module     text not null,
  -- null while it is not known
  sync_keys  boolean,
  own_ids    boolean,
  primary key (connection, module)
);

-- Records that are still to be put on the list's target list, or into its team.
create table push_placement (
  list_id   text not null references list on delete cascade,
  member_id bigint not null,
  primary key (list_id, member_id)
);

-- Addresses whose flags differ from what Sugar was last known to have.
create index address_due on address (account_id)
  where opted_out <> coalesce(agreed_opted_out, false) or invalid <> coalesce(agreed_invalid, false);
