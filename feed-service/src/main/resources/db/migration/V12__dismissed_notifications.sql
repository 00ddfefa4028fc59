-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
-- Dismissed notifications, the oldest first, to be deleted.
drop index concurrently if exists notification_dismissed;
create index concurrently notification_dismissed on notification (id) where dismissed;
reset lock_timeout;
