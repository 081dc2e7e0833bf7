-- Members whose records a full pull has met, a page in each row: who is missing at its end may have
-- left. The ids that a sweep meets stay in sweep_row, because the sweep compares their dates as well.
create table sweep_page (
  sweep   bigint not null,
  members bigint[] not null
);
create index sweep_page_by_sweep on sweep_page (sweep);
-- Numbers do not pack, and trying costs more than the row.
alter table sweep_page alter column members set storage external;
