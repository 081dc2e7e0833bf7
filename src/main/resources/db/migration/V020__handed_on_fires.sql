-- Fires of schedules that came to a node without their route, until a node that has it takes them.
create table handed_on_fire (
  trigger_group text not null,
  trigger_name  text not null,
  scheduled_at  timestamptz not null,
  primary key (trigger_group, trigger_name)
);

-- Named conditions that a run met, each with its sentence: found-nothing, field-missing, login-refused.
alter table run add column conditions jsonb not null default '{}';
