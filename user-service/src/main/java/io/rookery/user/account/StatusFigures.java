package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.Witness;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What feed-service tells about an account's statuses. */
@Component
final class StatusFigures {

    private final ShardClient shards;

    StatusFigures(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * Takes the figures over, unless a newer event already has.
     *
     * @param lastStatusOn UTC day of the newest status; null without one
     * @param version the event that the figures come from; newer ones are greater
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
                        Witness.leave(jdbc);
                    }
                    return changed;
                });
    }
}
