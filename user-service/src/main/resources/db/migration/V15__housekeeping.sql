-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
alter table access_token add column if not exists ended_at timestamptz;
-- The seed says from now on that an application has not used its secret. Those that have been there for longer than it is
-- told again may have.
update client_application set secret_seed = null
    where secret_seed is not null and registered_at < now() - interval '10 minutes';
-- What is removed after a while.
drop index concurrently if exists access_token_ended;
create index concurrently access_token_ended on access_token (id) where revoked;
drop index concurrently if exists client_application_unused;
create index concurrently client_application_unused on client_application (registered_at) where secret_seed is not null;
drop index concurrently if exists sign_up_given_up;
create index concurrently sign_up_given_up on sign_up (decided_at) where not created;
drop index concurrently if exists email_claim_open;
create index concurrently email_claim_open on email_claim (claimed_at) where not confirmed;
reset lock_timeout;
