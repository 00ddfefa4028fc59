-- The moves that this shard takes part in, from before the first row is copied until the last leftover is deleted.
create table placement.move (
    id text primary key,
    term bigint not null,
    source text not null,
    target text not null,
    here text not null,
    slots smallint[] not null,
    attempt integer not null,
    left_with bigint not null default 0
);

comment on column placement.move.term is 'grows with each leader that takes the move over; earlier leaders are refused';
comment on column placement.move.here is 'name of this shard: source or target';
comment on column placement.move.attempt is 'attempt when the term began; there may have been more since';
comment on column placement.move.left_with is
    'number of the marker with which this shard gave up the slots; 0 if it has not, or has taken them since';

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

-- The shard to which this one has given up a slot; empty if it has not.
create function placement.owner_elsewhere(wanted int) returns text
    language sql stable
    set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (select case when move.here = move.source then move.target else move.source end
            from placement.move
            where move.left_with > 0 and wanted = any (move.slots)
            limit 1),
        '')
$$;

revoke all on function placement.owner_elsewhere(int) from public;

-- As before, but a refusal says where the slot is, so that nobody has to wait for the next shard map.
create or replace function placement.fence(slot int) returns void
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock_shared(20041, fence.slot);
    if not exists (select from placement.owned_slot owned where owned.slot = fence.slot) then
        raise exception 'slot % is not owned by this shard', fence.slot
            using errcode = 'RK001', detail = coalesce(fence.slot::text, 'null'),
                hint = placement.owner_elsewhere(fence.slot);
    end if;
end
$$;

create or replace function placement.check_slots(slots smallint[]) returns void
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    stranger smallint;
begin
    if slots is null then
        raise exception 'no slots are given' using errcode = 'null_value_not_allowed';
    end if;
    if cardinality(slots) <= 8 then
        foreach stranger in array slots loop
            if not exists (select from placement.owned_slot owned where owned.slot = stranger) then
                raise exception 'slot % is not owned by this shard', stranger
                    using errcode = 'RK001', detail = coalesce(stranger::text, 'null'),
                        hint = placement.owner_elsewhere(stranger);
            end if;
        end loop;
        return;
    end if;
    select asked.slot into stranger
        from unnest(slots) as asked (slot)
        where not exists (select from placement.owned_slot owned where owned.slot = asked.slot)
        limit 1;
    if found then
        raise exception 'slot % is not owned by this shard', stranger
            using errcode = 'RK001', detail = coalesce(stranger::text, 'null'),
                hint = placement.owner_elsewhere(stranger);
    end if;
end
$$;
