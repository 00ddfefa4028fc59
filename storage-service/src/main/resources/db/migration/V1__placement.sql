-- Which slots this shard owns, by its own knowledge: whoever holds a stale shard map is refused here.
create table placement.owned_slot (
    slot smallint primary key check (slot between 0 and 16383),
    epoch bigint not null
);

comment on column placement.owned_slot.epoch is 'epoch of the shard map by which the slot came here';

-- First call of every transaction that writes to a slot. While the transaction lasts, the slot cannot be moved away:
-- a move takes the same lock exclusively. Must stay volatile: the look-up has to see what was committed before the
-- lock was granted, so callers use read committed.
create function placement.fence(slot int) returns void
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock_shared(20041, fence.slot);
    if not exists (select from placement.owned_slot owned where owned.slot = fence.slot) then
        raise exception 'slot % is not owned by this shard', fence.slot using errcode = 'RK001';
    end if;
end
$$;

-- For reads: sees what the calling statement sees, takes no lock, and works on a standby.
create function placement.check_slots(slots smallint[]) returns void
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    stranger smallint;
begin
    if slots is null then
        raise exception 'no slots are given' using errcode = 'null_value_not_allowed';
    end if;
    select asked.slot into stranger
        from unnest(slots) as asked (slot)
        where not exists (select from placement.owned_slot owned where owned.slot = asked.slot)
        limit 1;
    if found then
        raise exception 'slot % is not owned by this shard', stranger using errcode = 'RK001';
    end if;
end
$$;

revoke all on function placement.fence(int), placement.check_slots(smallint[]) from public;
grant usage on schema placement to rookery_users, rookery_feed;
grant execute on function placement.fence(int), placement.check_slots(smallint[])
    to rookery_users, rookery_feed, rookery_storage;
