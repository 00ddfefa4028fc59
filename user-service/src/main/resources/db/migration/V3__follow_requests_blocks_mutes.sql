-- Both ends of a follow hold the same facts. `active`: accepted and not ended. `requested`: waits for the followee's word.
-- Neither: ended. Of two states the greater version holds; of one version the later state (requested, accepted, ended).
alter table following
    add column requested       boolean not null default false,
    -- Grows with every change of what is wished of the follow: show_reblogs, notify, languages.
    add column options_version bigint  not null default 0,
    -- Null: all.
    add column languages       text[];
alter table follower
    add column requested       boolean not null default false,
    add column options_version bigint  not null default 0,
    add column show_reblogs    boolean not null default true,
    add column notify          boolean not null default false,
    add column languages       text[];

-- slot: of who blocks.
create table block (
    slot       smallint not null,
    account_id bigint   not null,
    other_id   bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, account_id, other_id)
);
create index block_newest on block (slot, account_id, version desc) where active;

-- slot: of who is blocked. The other end of `block`, applied from the outbox.
create table blocked_by (
    slot       smallint not null,
    account_id bigint   not null,
    other_id   bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, account_id, other_id)
);

-- slot: of who mutes.
create table mute (
    slot          smallint not null,
    account_id    bigint   not null,
    other_id      bigint   not null,
    active        boolean  not null,
    version       bigint   not null,
    notifications boolean  not null,
    -- Null: for ever. Who reads compares it with the database's clock.
    expires_at    timestamptz,
    primary key (slot, account_id, other_id)
);
create index mute_newest on mute (slot, account_id, version desc) where active;
