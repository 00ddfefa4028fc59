-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
-- The words by which a status is found, as the service makes them of its text. Null until it has.
alter table status add column if not exists words tsvector;
drop index concurrently if exists status_search;
create index concurrently status_search on status using gin (words)
    where deleted_at is null and boost_of_id is null;
drop index concurrently if exists status_without_words;
create index concurrently status_without_words on status (id)
    where words is null and deleted_at is null and boost_of_id is null;
-- By the words of the database, which depend on its locale.
drop index concurrently if exists status_words;
reset lock_timeout;
