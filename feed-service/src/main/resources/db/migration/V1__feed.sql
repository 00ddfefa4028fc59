-- Schema of feed-service on one shard. Every table has the slot first in its primary key, so that a
-- slot can be moved with a row filter. An edge between two accounts of two slots (favourite, boost,
-- reply) is kept at both ends; the far end follows the near one by outbox events, in the order of
-- their versions.

-- Author's slot. A boost is a row of its own that names the boosted status and has no text.
create table status (
    slot                   smallint not null,
    id                     bigint   not null,
    account_id             bigint   not null,
    text                   text     not null,
    spoiler_text           text     not null,
    sensitive              boolean  not null,
    language               text,
    visibility             text     not null check (visibility in ('public', 'unlisted', 'private', 'direct')),
    in_reply_to_id         bigint,
    in_reply_to_account_id bigint,
    boost_of_id            bigint,
    -- Mentioned accounts; ids and names in step. Names never change.
    mention_ids            bigint[] not null,
    mention_names          text[]   not null,
    -- Hashtags as they are looked up: lower case, normalised, each once.
    tags                   text[]   not null,
    client_id              text,
    replies_count          integer  not null default 0,
    boosts_count           integer  not null default 0,
    favourites_count       integer  not null default 0,
    -- Grows with every change of the row; a cache keeps the greater one.
    version                bigint   not null default 1,
    deleted_at             timestamptz,
    -- The request that deleted it, which gets the same answer when it is repeated.
    deleted_by             text,
    primary key (slot, id)
) with (fillfactor = 90);

create index status_by_account on status (account_id, id desc) where deleted_at is null;
-- What the public timeline shows: no boosts, and of replies only those to oneself.
create index status_public on status (id desc)
    where deleted_at is null and visibility = 'public' and boost_of_id is null
        and (in_reply_to_id is null or in_reply_to_account_id = account_id);
create index status_words on status using gin (to_tsvector('simple', spoiler_text || ' ' || text))
    where deleted_at is null and boost_of_id is null;

-- Slot of the answered status: its replies, whichever shard they live on. A removal may arrive first and stays.
create table reply (
    slot      smallint not null,
    status_id bigint   not null,
    reply_id  bigint   not null,
    -- Only public and unlisted replies count.
    counted   boolean  not null,
    removed   boolean  not null,
    primary key (slot, status_id, reply_id)
);

-- Actor's slot.
create table favourite (
    slot       smallint not null,
    account_id bigint   not null,
    status_id  bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, account_id, status_id)
);
create index favourite_newest on favourite (account_id, version desc) where active;

-- Slot of the favoured status.
create table favourited_by (
    slot       smallint not null,
    status_id  bigint   not null,
    account_id bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, status_id, account_id)
);
create index favourited_by_newest on favourited_by (status_id, version desc) where active;

-- Actor's slot. boost_id names the actor's status that is the (latest) boost.
create table boost (
    slot       smallint not null,
    account_id bigint   not null,
    status_id  bigint   not null,
    boost_id   bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, account_id, status_id)
);

-- Slot of the boosted status.
create table boosted_by (
    slot       smallint not null,
    status_id  bigint   not null,
    account_id bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, status_id, account_id)
);
create index boosted_by_newest on boosted_by (status_id, version desc) where active;

-- Actor's slot; nobody else is told.
create table bookmark (
    slot       smallint not null,
    account_id bigint   not null,
    status_id  bigint   not null,
    active     boolean  not null,
    version    bigint   not null,
    primary key (slot, account_id, status_id)
);
create index bookmark_newest on bookmark (account_id, version desc) where active;

-- Slot of the tag. A removal may arrive before the addition, and stays.
create table tag_status (
    slot       smallint not null,
    tag        text     not null,
    status_id  bigint   not null,
    account_id bigint   not null,
    removed    boolean  not null,
    primary key (slot, tag, status_id)
);
create table tag (
    slot smallint not null,
    name text     not null,
    primary key (slot, name)
);
create index tag_by_prefix on tag (name text_pattern_ops);

-- Recipient's slot.
create table notification (
    slot            smallint not null,
    id              bigint   not null,
    account_id      bigint   not null,
    type            text     not null,
    from_account_id bigint   not null,
    status_id       bigint,
    dismissed       boolean  not null default false,
    primary key (slot, id)
);
create index notification_newest on notification (account_id, id desc) where not dismissed;
create unique index notification_once on notification (slot, account_id, type, from_account_id, coalesce(status_id, 0));

-- Author's slot: what user-service shows of the author's statuses. The version orders what it is told.
create table author (
    slot           smallint not null,
    account_id     bigint   not null,
    statuses_count integer  not null,
    last_status_id bigint,
    version        bigint   not null,
    primary key (slot, account_id)
) with (fillfactor = 80);

-- Author's slot: which status a key has already made.
create table idempotency (
    slot       smallint    not null,
    account_id bigint      not null,
    key        text        not null,
    status_id  bigint      not null,
    created_at timestamptz not null default now(),
    primary key (slot, account_id, key)
);
create index idempotency_oldest on idempotency (created_at);

create table outbox (
    slot            smallint    not null,
    id              bigint      not null,
    kind            text        not null,
    payload         text        not null,
    created_at      timestamptz not null default now(),
    next_attempt_at timestamptz not null,
    attempts        integer     not null default 0,
    primary key (slot, id)
);
create index outbox_due on outbox (next_attempt_at);
