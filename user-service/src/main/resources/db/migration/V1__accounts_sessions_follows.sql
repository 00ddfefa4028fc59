-- An identifier holds the moment at which it was made, so no row repeats it.
-- Every row belongs to one slot, and the slot is first in every key, so that a slot can move to another shard by itself.

-- slot: of the lower-cased username, so that a username is unique by a local index.
create table account (
    slot               smallint    not null,
    id                 bigint      not null,
    username           text        not null,
    username_key       text        not null,
    display_name       text        not null default '',
    note               text        not null default '',
    fields             text        not null default '[]',
    locked             boolean     not null default false,
    bot                boolean     not null default false,
    discoverable       boolean     not null default true,
    indexable          boolean     not null default true,
    hide_collections   boolean     not null default false,
    default_visibility text        not null default 'public',
    default_sensitive  boolean     not null default false,
    default_language   text,
    followers_count    bigint      not null default 0,
    following_count    bigint      not null default 0,
    statuses_count     bigint      not null default 0,
    -- The event that last set the two status figures; an older one that arrives later is ignored.
    statuses_version   bigint      not null default 0,
    last_status_on     date,
    -- True for ever once the followers exceeded the threshold: its statuses are merged in at read time.
    large              boolean     not null default false,
    primary key (slot, id),
    unique (slot, username_key)
);
create index account_username_prefix on account (username_key text_pattern_ops);
create index account_name_words on account using gin (to_tsvector('simple', username || ' ' || display_name));

-- slot: the account's. Apart from the account, so that reading accounts never reads a hash.
create table credential (
    slot          smallint not null,
    account_id    bigint   not null,
    email         text     not null,
    password_hash text     not null,
    primary key (slot, account_id)
);

-- slot: of the e-mail address. The primary key is what makes an address unique.
create table email_claim (
    slot        smallint    not null,
    email       text        not null,
    account_id  bigint      not null,
    request_key text        not null,
    confirmed   boolean     not null default false,
    claimed_at  timestamptz not null,
    primary key (slot, email)
);

-- slot: the account's. Decides once and for ever whether a sign-up came to be; whoever writes the row first decides.
create table sign_up (
    slot        smallint    not null,
    account_id  bigint      not null,
    created     boolean     not null,
    request_key text        not null,
    token_id    bigint      not null,
    decided_at  timestamptz not null default now(),
    primary key (slot, account_id)
);

-- slot: of the client id.
create table client_application (
    slot          smallint    not null,
    client_id     text        not null,
    id            bigint      not null,
    secret_digest text        not null,
    name          text        not null,
    website       text,
    redirect_uris text        not null,
    scopes        text        not null,
    primary key (slot, client_id)
);

-- slot: the account's; for a token without an account, that of the client id. The id names the slot.
create table access_token (
    slot       smallint    not null,
    id         bigint      not null,
    account_id bigint,
    client_id  text        not null,
    scopes     text        not null,
    revoked    boolean     not null default false,
    primary key (slot, id)
);

-- slot: the token's. Read as a feed by everyone who verifies tokens: see the comment on the column.
create table revocation (
    slot       smallint not null,
    token_id   bigint   not null,
    -- The transaction that wrote the row here. A reader that goes on from the oldest transaction still in progress when it
    -- last read can miss none, in whatever order they commit.
    written_by xid8     not null,
    primary key (slot, token_id)
);
create index revocation_feed on revocation (written_by, token_id);

create function number_revocation() returns trigger language plpgsql as $$
begin
    new.written_by := pg_current_xact_id();
    return new;
end $$;
create trigger revocation_numbered before insert on revocation for each row execute function number_revocation();
-- Also for rows that arrive by replication with a slot: their number from the other shard means nothing here.
alter table revocation enable always trigger revocation_numbered;

-- slot: the account's. The id names the slot and is part of the code that the client holds.
create table authorization_code (
    slot           smallint    not null,
    id             bigint      not null,
    secret_digest  text        not null,
    account_id     bigint      not null,
    client_id      text        not null,
    redirect_uri   text        not null,
    scopes         text        not null,
    code_challenge text,
    -- The request that redeemed the code and the token it got: the same request may ask again, no other may.
    redeemed_by    text,
    token_id       bigint,
    primary key (slot, id)
);

-- slot: the follower's. `version` grows with every change of the edge and carries it to the other end.
create table following (
    slot         smallint not null,
    follower_id  bigint   not null,
    followee_id  bigint   not null,
    active       boolean  not null,
    version      bigint   not null,
    show_reblogs boolean  not null default true,
    notify       boolean  not null default false,
    primary key (slot, follower_id, followee_id)
);
create index following_newest on following (slot, follower_id, version desc) where active;

-- slot: the followee's. The other end of `following`, applied from the outbox.
create table follower (
    slot        smallint not null,
    followee_id bigint   not null,
    follower_id bigint   not null,
    active      boolean  not null,
    version     bigint   not null,
    primary key (slot, followee_id, follower_id)
);
create index follower_newest on follower (slot, followee_id, version desc) where active;

create table outbox (
    slot            smallint    not null,
    id              bigint      not null,
    kind            text        not null,
    payload         text        not null,
    created_at      timestamptz not null default now(),
    next_attempt_at timestamptz not null,
    attempts        int         not null default 0,
    primary key (slot, id)
);
create index outbox_due on outbox (next_attempt_at);
