-- Since when changed opt-outs wait to be read, where Sugar did not let them be read to their end.
alter table sync add column opt_outs_since timestamptz;
