-- Of the newest doing or undoing that the row has heard of: what is older changes nothing any more. A row whose doing is
-- undone stays for a while, dismissed. 0: told of before versions were kept.
alter table notification add column version bigint not null default 0;
-- Who has written it; null when that was not kept yet.
alter table direct add column author_id bigint;
-- Account's slot: up to which notification the account has dismissed all. The row goes when each of those is dismissed itself.
create table notification_cleared (
    slot       smallint not null,
    account_id bigint   not null,
    up_to      bigint   not null,
    primary key (slot, account_id)
);
