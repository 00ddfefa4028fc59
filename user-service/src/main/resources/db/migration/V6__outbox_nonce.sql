-- Two instances may make one identifier in the same millisecond; the nonce keeps their events apart.
alter table outbox add column nonce bigint not null default 0;
