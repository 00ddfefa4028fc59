-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
-- The tokens of an account that are good, and those of an application itself.
drop index concurrently if exists access_token_of_account;
create index concurrently access_token_of_account on access_token (slot, account_id, id desc)
    where not revoked and account_id is not null;
drop index concurrently if exists access_token_of_application;
create index concurrently access_token_of_application on access_token (slot, client_id, id desc)
    where not revoked and account_id is null;
reset lock_timeout;
