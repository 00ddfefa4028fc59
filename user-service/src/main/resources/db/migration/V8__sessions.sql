-- slot: the account's; for a name that no account has, that of the name. Passwords that were tried lately, by what they
-- count against. A row means nothing any more once it has expired.
create table sign_in_attempt (
    slot       smallint    not null,
    subject    text        not null,
    attempts   int         not null,
    expires_at timestamptz not null,
    primary key (slot, subject)
);

-- slot: the token's. Which token a request was given, so that its repetition is given the same one.
create table token_request (
    slot     smallint    not null,
    digest   text        not null,
    token_id bigint      not null,
    asked_at timestamptz not null default now(),
    primary key (slot, digest)
);

-- The random half of what an application's secret is made of. Gone once the application has used the secret.
alter table client_application add column secret_seed text;
alter table client_application add column registered_at timestamptz;

-- Once a code has been shown by somebody else than the request that redeemed it, neither it nor its token is good.
alter table authorization_code add column ended boolean not null default false;

-- Digest of the request that last changed the password, so that its repetition is told the same.
alter table credential add column changed_by text;
