-- Account's slot: the version of whom the account's home timeline shows. It grows with every follow, block and mute of the
-- account, and with what ends them; a timeline that was built under a lesser one is built anew. No row means 0.
create table home (
    slot       smallint not null,
    account_id bigint   not null,
    version    bigint   not null,
    primary key (slot, account_id)
) with (fillfactor = 80);
