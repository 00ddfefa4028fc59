-- The moves that this shard takes part in, from before the first row is copied until the last leftover is deleted.
create table placement.move (
    id text primary key,
    term bigint not null,
    slots smallint[] not null,
    left_with bigint not null default 0
);

comment on column placement.move.term is 'grows with each leader that takes the move over; earlier leaders are refused';
comment on column placement.move.left_with is 'number of the marker with which this shard gave up the slots last';

-- A leader writes a marker on the shard that gives up slots. Once it has been replicated, so has all that was written before.
create table placement.move_marker (
    move_id text not null,
    shard text not null,
    number bigint not null,
    primary key (move_id, shard, number)
);

-- How many slots this shard owns, and their sums: reads of several shards tell by these whether they saw each slot once.
create table placement.owned (
    only_row boolean primary key default true check (only_row),
    slots bigint not null,
    slot_sum bigint not null,
    slot_squares bigint not null
);

insert into placement.owned (slots, slot_sum, slot_squares)
select count(*), coalesce(sum(slot), 0), coalesce(sum(slot::bigint * slot), 0) from placement.owned_slot;

create function placement.count_added() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    update placement.owned set
        slots = slots + (select count(*) from added),
        slot_sum = slot_sum + (select coalesce(sum(slot), 0) from added),
        slot_squares = slot_squares + (select coalesce(sum(slot::bigint * slot), 0) from added);
    return null;
end
$$;

create function placement.count_removed() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    update placement.owned set
        slots = slots - (select count(*) from removed),
        slot_sum = slot_sum - (select coalesce(sum(slot), 0) from removed),
        slot_squares = slot_squares - (select coalesce(sum(slot::bigint * slot), 0) from removed);
    return null;
end
$$;

create function placement.count_none() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    update placement.owned set slots = 0, slot_sum = 0, slot_squares = 0;
    return null;
end
$$;

create trigger owned_added after insert on placement.owned_slot
    referencing new table as added for each statement execute function placement.count_added();
create trigger owned_removed after delete on placement.owned_slot
    referencing old table as removed for each statement execute function placement.count_removed();
create trigger owned_truncated after truncate on placement.owned_slot
    for each statement execute function placement.count_none();

-- First statement of a read of the whole shard. Foreign slots have rows here that count on another shard.
create function placement.ownership(
        out slots bigint, out slot_sum bigint, out slot_squares bigint, out foreign_slots smallint[])
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
as $$
    select owned.slots, owned.slot_sum, owned.slot_squares,
        array(
            select moving from placement.move, unnest(move.slots) as moving
            where not exists (select from placement.owned_slot kept where kept.slot = moving))
    from placement.owned
$$;

-- First statement of a batch of cleanup. Waits until no move is being recorded, and none is recorded before the
-- transaction ends.
create function placement.may_clean_up() returns boolean
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock_shared(20042, 0);
    return not exists (select from placement.move);
end
$$;

revoke all on function placement.ownership(), placement.may_clean_up() from public;
grant execute on function placement.ownership(), placement.may_clean_up()
    to rookery_users, rookery_feed, rookery_storage;
