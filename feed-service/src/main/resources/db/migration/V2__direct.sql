-- Recipient's slot: direct statuses that mention the account, which its home timeline shows.
create table direct (
    slot       smallint not null,
    account_id bigint   not null,
    status_id  bigint   not null,
    primary key (slot, account_id, status_id)
);
