-- For whom the answered status is meant, so that a reply does not tell everybody what it answers.
-- Null for a reply that is older than this column: the answered status has to be asked.
alter table status add column in_reply_to_visibility text;
