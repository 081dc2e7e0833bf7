-- A full pull of a known list walks several ranges of ids side by side, and each has a place of its
-- own. The three arrays go together: one entry for each range that has not ended.
alter table sync_checkpoint
  add cursor_ids       text[] not null default '{}',
  add cursors_modified text[] not null default '{}',
  add cursors_up_to    text[] not null default '{}';

update sync_checkpoint
   set cursor_ids = array[cursor_id], cursors_modified = array[cursor_modified],
       cursors_up_to = array[null::text]
 where cursor_id is not null;

alter table sync_checkpoint drop cursor_id, drop cursor_modified;
