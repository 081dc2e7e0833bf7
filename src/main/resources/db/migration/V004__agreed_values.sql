-- What a push compares with: the base of every comparison, and when the list's own side was edited.

alter table member
  -- Value by Sugar field that list and Sugar last had in common, for the fields that the sync's push names.
  -- An absent key has no agreed value yet (a fresh link); JSON null is agreed to be empty.
  add column agreed jsonb not null default '{}',
  -- Time (ISO 8601, UTC) of the last edit on the list's side by field: what the rule `newest` compares.
  add column edited jsonb not null default '{}';
