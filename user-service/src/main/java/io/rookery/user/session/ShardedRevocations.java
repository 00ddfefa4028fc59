package io.rookery.user.session;

import io.rookery.kit.security.RevocationSource;
import io.rookery.kit.security.UnreadSlots;
import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Merges the revocations of all shards into one feed that omits none. The cursor has a position for
 * each shard, so a shard that does not answer does not delay the others. Its revocations are read
 * when it is available again.
 */
@Component
final class ShardedRevocations implements RevocationSource {

    /**
     * Reads from the position of this very database, identified by its system identifier. A reader
     * that is routed to another shard than it expected thus cannot use one shard's position for the
     * other.
     */
    private static final String READ =
            """
            with here as (
                select cast(system_identifier as text) as shard,
                       cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as horizon
                from pg_control_system()),
            start as (
                select cast(coalesce(max(known.position), '0') as xid8) as position,
                       coalesce(max(known.token_id), 0) as token_id,
                       coalesce(bool_or(known.is_end), false) as is_end
                from unnest(cast(:shards as text[]), cast(:positions as text[]),
                            cast(:tokenIds as bigint[]), cast(:ends as boolean[]))
                        as known(shard, position, token_id, is_end)
                join here on here.shard = known.shard)
            select here.shard, here.horizon, page.token_id, page.written_by
            from here left join lateral (
                select r.token_id, cast(r.written_by as text) as written_by
                from revocation r, start
                where not start.is_end and r.written_by >= start.position
                  and (r.written_by, r.token_id) > (start.position, start.token_id)
                order by r.written_by, r.token_id
                limit :limit) page on true
            """;

    /**
     * The timeout of a shard. Readers poll every second, and those of the other shards should not
     * wait longer.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShardClient shards;

    ShardedRevocations(ShardClient shards) {
        this.shards = shards;
    }

    @Override
    public Revocations after(String cursor, int limit) {
        RevocationCursor start = RevocationCursor.parse(cursor);
        Map<String, List<Row>> byShard = new TreeMap<>();
        PartialResults<Row> reached =
                shards.readReachable(PATIENCE, (jdbc, _) -> read(jdbc, start, limit));
        for (Row row : reached.results()) {
            byShard.computeIfAbsent(row.shard(), _ -> new ArrayList<>()).add(row);
        }
        RevocationCursor next = start;
        List<Long> tokenIds = new ArrayList<>();
        boolean more = false;
        for (Map.Entry<String, List<Row>> shard : byShard.entrySet()) {
            List<Row> rows = shard.getValue();
            boolean full = rows.size() == limit && rows.getLast().tokenId() != null;
            next = after(next, shard.getKey(), rows.getLast(), full);
            rows.stream().map(Row::tokenId).filter(id -> id != null).forEach(tokenIds::add);
            more |= full;
        }
        return new Revocations(
                tokenIds, (more ? next : next.rewound()).text(), more, slotsOf(reached.missing()));
    }

    private static RevocationCursor after(
            RevocationCursor cursor, String shard, Row last, boolean full) {
        if (cursor.isAtEnd(shard)) {
            return cursor;
        }
        return full && last.tokenId() != null && last.writtenBy() != null
                ? cursor.inTheMiddle(
                        shard, last.horizon(), Long.parseLong(last.writtenBy()), last.tokenId())
                : cursor.atEnd(shard, last.horizon());
    }

    private UnreadSlots slotsOf(Set<String> missing) {
        return UnreadSlots.parse(
                missing.stream()
                        .map(shard -> shards.slotsOf(shard).toString())
                        .filter(ranges -> !ranges.isEmpty())
                        .collect(Collectors.joining(",")));
    }

    private record Row(
            String shard, long horizon, @Nullable Long tokenId, @Nullable String writtenBy) {}

    private static List<Row> read(JdbcClient jdbc, RevocationCursor start, int limit) {
        return jdbc.sql(READ)
                .param("shards", start.shards())
                .param("positions", start.transactions())
                .param("tokenIds", start.tokenIds())
                .param("ends", start.ends())
                .param("limit", limit)
                .query((row, _) ->
                        new Row(
                                row.getString("shard"),
                                Long.parseLong(row.getString("horizon")),
                                row.getObject("token_id", Long.class),
                                row.getString("written_by")))
                .list();
    }
}
