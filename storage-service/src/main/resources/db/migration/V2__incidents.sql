-- What went wrong and how it was dealt with. An incident is on whichever shard took it, perhaps on several: of one id,
-- the greatest revision counts.
create table placement.incident (
    id bigint primary key,
    revision bigint not null,
    began timestamptz not null,
    document jsonb not null
);

create index incident_by_time on placement.incident (began desc);

comment on column placement.incident.revision is 'grows with each change; an older state never replaces a newer one';

-- How long each part of the platform was watched and was away, as the latest leader has left it.
create table placement.watch (
    only_row boolean primary key default true check (only_row),
    written timestamptz not null,
    document jsonb not null
);

-- One row that is written every second, to see whether the disk takes writes and what replication costs.
create table placement.heartbeat (
    only_row boolean primary key default true check (only_row),
    beat timestamptz not null
) with (fillfactor = 10);

insert into placement.heartbeat (beat) values (now());
