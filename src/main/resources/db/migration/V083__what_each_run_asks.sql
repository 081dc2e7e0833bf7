-- What every run asks, also one that finds nothing to do, must not read what grows with a list.

-- Members with a record when they were last counted, at the end of a full pull or a sweep.
alter table sync add column members bigint;

-- In the order in which due addresses are taken: else the planner may walk over all addresses.
drop index address_due;
create index address_due on address (account_id, address_key)
  where opted_out <> coalesce(agreed_opted_out, false) or invalid <> coalesce(agreed_invalid, false);
