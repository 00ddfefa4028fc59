package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores the counters of an account's statuses that feed-service reports. */
@Component
final class StatusFigures {

    private final ShardClient shards;

    StatusFigures(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Stores the counters, unless newer ones are stored already.
     *
     * @param lastStatusOn UTC day of the newest status; null without one
     * @param version orders the reports; a greater one is newer
     */
    void set(long accountId, long count, @Nullable LocalDate lastStatusOn, long version) {
        int slot = Ids.slotOf(accountId);
        shards.write(
                slot,
                jdbc -> {
                    int changed =
                            jdbc.sql(
                                            """
                                            update account set statuses_count = :count,
                                                last_status_on = :day, statuses_version = :version
                                            where slot = :slot and id = :id and statuses_version < :version\
                                            """)
                                    .param("count", count)
                                    .param("day", lastStatusOn)
                                    .param("version", version)
                                    .param("slot", slot)
                                    .param("id", accountId)
                                    .update();
                    if (changed == 0) {
                        CommitBarrier.leave(jdbc);
                    }
                    return changed;
                });
    }
}
