-- Deleted statuses whose text is still there for a repeated request.
create index status_to_blank on status (deleted_at) where deleted_at is not null and deleted_by is not null;
