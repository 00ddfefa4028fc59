-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
-- Building one concurrently waits for older transactions, and keeps nobody waiting meanwhile.
set lock_timeout = '1min';
drop index concurrently if exists outbox_claim;
create index concurrently outbox_claim on outbox (kind, next_attempt_at);
drop index concurrently if exists outbox_key;
create unique index concurrently outbox_key on outbox (slot, id, nonce);
reset lock_timeout;
alter table outbox drop constraint outbox_pkey, add constraint outbox_pkey primary key using index outbox_key;
drop index concurrently if exists outbox_due;
