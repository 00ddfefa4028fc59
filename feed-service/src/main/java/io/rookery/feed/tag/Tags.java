package io.rookery.feed.tag;

import io.rookery.api.paging.Page;
import io.rookery.feed.event.FeedEvent.TagIndex;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.Ids;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.PartialResults;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** The index of public statuses by hashtag. It is stored in the slot of the hashtag. */
@Component
public class Tags {

    /** How far back the history of a hashtag goes, today included. */
    static final int HISTORY_DAYS = 7;

    /** A removal may arrive before the addition. In either order, the status ends as removed. */
    private static final String APPLY =
            """
            with named as (
                insert into tag (slot, name) values (:slot, :tag) on conflict do nothing)
            insert into tag_status as t (slot, tag, status_id, account_id, removed)
            values (:slot, :tag, :status, :account, :removed)
            on conflict (slot, tag, status_id) do update
                set removed = true
                where excluded.removed and not t.removed
            """;

    private static final String PAGE =
            "select status_id from tag_status"
                    + " where slot = :slot and tag = :tag and not removed"
                    + " and status_id > :above and status_id < :below"
                    + " order by status_id ";

    /** The upper bits of an id are its time in milliseconds, counted from a midnight. */
    private static final String HISTORY =
            """
            select (status_id >> 22) / 86400000 as day, count(*), count(distinct account_id)
            from tag_status
            where slot = :slot and tag = :tag and not removed and status_id >= :from
            group by day
            """;

    private static final String BY_PREFIX =
            "select name from tag where name like :pattern and slot <> all (:foreign)"
                    + " order by name limit :limit";

    private final ShardClient shards;

    /** Hashtags on a shard that does not answer are not found meanwhile. */
    private final ReachableShards reachable;

    private final CorrectedClock clock;

    public Tags(ShardClient shards, ReachableShards reachable, CorrectedClock clock) {
        this.shards = shards;
        this.reachable = reachable;
        this.clock = clock;
    }

    void apply(TagIndex index) {
        int slot = Slots.of(index.tag());
        shards.write(
                slot,
                jdbc -> {
                    int changed =
                            jdbc.sql(APPLY)
                                    .param("slot", slot)
                                    .param("tag", index.tag())
                                    .param("status", index.statusId())
                                    .param("account", index.accountId())
                                    .param("removed", index.remove())
                                    .update();
                    if (changed == 0) {
                        CommitBarrier.leave(jdbc);
                    }
                    return changed;
                });
    }

    /** Ids of the page's statuses. With {@code min_id} they ascend, otherwise they descend. */
    public List<Long> statuses(String tag, Page page) {
        int slot = Slots.of(tag);
        String order = page.isAscending() ? "asc" : "desc";
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(PAGE + order + " limit :limit")
                                .param("slot", slot)
                                .param("tag", tag)
                                .param("above", page.above())
                                .param("below", page.below())
                                .param("limit", page.limit())
                                .query(Long.class)
                                .list());
    }

    /** Uses of the hashtag on each of the last {@link #HISTORY_DAYS} days, today first. */
    public List<Day> history(String tag) {
        int slot = Slots.of(tag);
        Duration dayLength = Duration.ofDays(1);
        long today = Duration.between(Ids.EPOCH, clock.instant()).dividedBy(dayLength);
        long first = today - HISTORY_DAYS + 1;
        Instant from = Ids.EPOCH.plus(dayLength.multipliedBy(first));
        Map<Long, Day> byDay = new HashMap<>();
        shards.read(
                        slot,
                        jdbc ->
                                jdbc.sql(HISTORY)
                                        .param("slot", slot)
                                        .param("tag", tag)
                                        .param("from", Ids.firstAt(from))
                                        .query((row, _) ->
                                                new Day(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3)))
                                        .list())
                .forEach(day -> byDay.put(day.number, day));
        return LongStream.range(0, HISTORY_DAYS)
                .mapToObj(ago -> byDay.getOrDefault(today - ago, new Day(today - ago, 0, 0)))
                .toList();
    }

    /** Hashtags that begin with the text, in alphabetical order, at most {@code limit}. */
    public List<String> startingWith(String text, int limit) {
        String pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        PartialResults<String> found =
                reachable.readEverywhere((jdbc, foreign) ->
                        jdbc.sql(BY_PREFIX)
                                .param("foreign", foreign)
                                .param("pattern", pattern)
                                .param("limit", limit)
                                .query(String.class)
                                .list());
        return found.results().stream().distinct().sorted().limit(limit).toList();
    }

    /**
     * How often a hashtag was used on a day.
     *
     * @param number days since {@link Ids#EPOCH}
     * @param accounts how many accounts used it
     */
    public record Day(long number, long uses, long accounts) {

        Instant begin() {
            return Ids.EPOCH.plus(Duration.ofDays(number));
        }
    }
}
