-- Each new member was checked for its list, row by row: a fifth of the time of a first import. Members
-- come only by way of a definition, which makes its list first, and no list is ever deleted.
alter table member drop constraint member_list_id_fkey;
