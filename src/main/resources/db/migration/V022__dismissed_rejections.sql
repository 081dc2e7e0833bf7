-- A rejection that a person dismissed stays dismissed while nothing changed.

alter table rejection
  -- when a person dismissed it; it is not shown any more
  add column dismissed_at timestamptz,
  -- fingerprint of what a pull could not apply: the record's values and the definition
  add column sign text;

-- Intents that nobody has any more are found by their member.
create index push_intent_by_list on push_intent (list_id);
