-- Each statement stands for itself, and the whole may be repeated: an index whose building was cut short is built anew.
set lock_timeout = '1min';
-- Requests that wait for the followee's word.
drop index concurrently if exists follower_requests;
create index concurrently follower_requests on follower (slot, followee_id, version desc) where requested;
-- Followers who want a notification of each status.
drop index concurrently if exists follower_notified;
create index concurrently follower_notified on follower (slot, followee_id, follower_id) where active and notify;
reset lock_timeout;
