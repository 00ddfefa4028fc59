-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
-- The words by which an account is found, as the service makes them of its names. Null until it has.
alter table account add column if not exists words tsvector;
-- The language in which the owner signed up, as a language tag.
alter table account add column if not exists locale text;
-- Grows with each change of what the owner says of the account.
alter table account add column if not exists version bigint not null default 0;
drop index concurrently if exists account_search;
create index concurrently account_search on account using gin (words);
drop index concurrently if exists account_without_words;
create index concurrently account_without_words on account (id) where words is null;
-- By the words of the database, which depend on its locale.
drop index concurrently if exists account_name_words;
reset lock_timeout;
