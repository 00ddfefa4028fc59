-- As before, but the few slots of most reads are looked up one by one: a plan for each is kept, while the query for many
-- is planned anew at each call, which costs more than a few look-ups.
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
                raise exception 'slot % is not owned by this shard', stranger using errcode = 'RK001';
            end if;
        end loop;
        return;
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
