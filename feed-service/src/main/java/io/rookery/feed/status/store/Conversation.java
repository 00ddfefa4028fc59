package io.rookery.feed.status.store;

import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the conversation around a status: its ancestors and its descendants, from all shards. */
@Component
public class Conversation {

    private static final int MOST_ANCESTORS = 40;
    private static final int MOST_DESCENDANTS = 500;
    private static final int DEEPEST = 40;

    /**
     * Maximum number of characters of all ancestors, and of all descendants: the response is built
     * in memory.
     */
    private static final int MOST_TEXT = 200_000;

    private static final String REPLIES =
            """
            select r.status_id, r.reply_id
            from unnest(:slots::smallint[], :ids::bigint[]) as k (slot, id)
            join reply r on r.slot = k.slot and r.status_id = k.id
            where not r.removed
            order by r.reply_id limit :limit
            """;

    private final ShardClient shards;
    private final Statuses statuses;
    private final Audience audience;

    Conversation(ShardClient shards, Statuses statuses, Audience audience) {
        this.shards = shards;
        this.statuses = statuses;
        this.audience = audience;
    }

    /**
     * The statuses that this one answers directly or indirectly, oldest first. Only those that the
     * viewer may see, without those of accounts that the viewer blocks or mutes.
     */
    public List<StatusRow> ancestors(@Nullable Long viewer, StatusRow status) {
        Deque<StatusRow> ancestors = new ArrayDeque<>();
        Long next = answered(status);
        int text = 0;
        while (next != null && ancestors.size() < MOST_ANCESTORS && text < MOST_TEXT) {
            Optional<StatusRow> row = statuses.byId(next);
            row.ifPresent(ancestors::addFirst);
            text += row.map(found -> found.content().length()).orElse(0);
            next = row.map(Conversation::answered).orElse(null);
        }
        return audience.shownTo(viewer, ancestors, Map.of());
    }

    /**
     * The replies to the status, direct and indirect, in depth-first order: each before its own
     * replies, older before newer. Filtered like the ancestors.
     */
    public List<StatusRow> descendants(@Nullable Long viewer, StatusRow status) {
        Map<Long, List<Long>> repliesOf = new HashMap<>();
        Collection<Long> level = List.of(status.id());
        int found = 0;
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            NavigableMap<Long, Long> replies = replies(level, MOST_DESCENDANTS - found);
            replies.forEach((reply, answered) ->
                    repliesOf.computeIfAbsent(answered, _ -> new ArrayList<>()).add(reply));
            found += replies.size();
            level = replies.keySet();
            if (found == MOST_DESCENDANTS) {
                break;
            }
        }
        List<Long> order = new ArrayList<>(found);
        walk(status.id(), repliesOf, order);
        Map<Long, StatusRow> rows = statuses.byIds(order);
        return firstOf(
                audience.shownTo(
                        viewer,
                        order.stream().filter(rows::containsKey).map(rows::get).toList(),
                        Map.of()));
    }

    private static List<StatusRow> firstOf(List<StatusRow> rows) {
        int text = 0;
        for (int i = 0; i < rows.size(); i++) {
            text += rows.get(i).content().length();
            if (text > MOST_TEXT) {
                return rows.subList(0, i + 1);
            }
        }
        return rows;
    }

    private static @Nullable Long answered(StatusRow row) {
        return row.replyTo() == null ? null : row.replyTo().id();
    }

    /** Maps each reply to the status that it answers: the oldest replies, by ascending id. */
    private NavigableMap<Long, Long> replies(Collection<Long> answered, int limit) {
        List<Map.Entry<Long, Long>> edges =
                shards.readGrouped(
                        answered, Ids::slotOf, (jdbc, some) -> replies(jdbc, some, limit));
        NavigableMap<Long, Long> replies = new TreeMap<>();
        edges.forEach(edge -> replies.put(edge.getValue(), edge.getKey()));
        while (replies.size() > limit) {
            replies.pollLastEntry();
        }
        return replies;
    }

    private static List<Map.Entry<Long, Long>> replies(
            JdbcClient jdbc, List<Long> answered, int limit) {
        return jdbc.sql(REPLIES)
                .param("slots", answered.stream().map(Ids::slotOf).toArray(Integer[]::new))
                .param("ids", answered.toArray(Long[]::new))
                .param("limit", limit)
                .query((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list();
    }

    private static void walk(long from, Map<Long, List<Long>> repliesOf, List<Long> order) {
        for (long reply : repliesOf.getOrDefault(from, List.of())) {
            order.add(reply);
            walk(reply, repliesOf, order);
        }
    }
}
