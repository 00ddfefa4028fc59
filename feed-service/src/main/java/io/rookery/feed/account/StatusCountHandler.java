package io.rookery.feed.account;

import io.rookery.feed.event.FeedEvent.StatusCount;
import io.rookery.feed.event.FeedEvents;
import io.rookery.internal.AccountsApi.StatusCountReport;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.transaction.ShardClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reports to user-service how many statuses an account has. The count is read when it is reported,
 * together with the version that orders the reports. So reports may overtake each other.
 */
@Component
class StatusCountHandler implements OutboxHandler {

    private final ShardClient shards;
    private final FeedEvents events;
    private final Accounts accounts;

    StatusCountHandler(ShardClient shards, FeedEvents events, Accounts accounts) {
        this.shards = shards;
        this.events = events;
        this.accounts = accounts;
    }

    @Override
    public String kind() {
        return StatusCount.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        long account = events.read(event, StatusCount.class).accountId();
        int slot = Ids.slotOf(account);
        Optional<StatusCountReport> report =
                shards.read(
                        slot,
                        jdbc ->
                                jdbc.sql(
                                                "select statuses_count, last_status_id, version"
                                                        + " from author where slot = :slot"
                                                        + " and account_id = :account")
                                        .param("slot", slot)
                                        .param("account", account)
                                        .query((row, _) -> report(row))
                                        .optional());
        report.ifPresent(count -> accounts.tellStatusCount(account, count));
    }

    private static StatusCountReport report(ResultSet row) throws SQLException {
        return new StatusCountReport(
                row.getInt(1), date(row.getObject(2, Long.class)), Long.toString(row.getLong(3)));
    }

    private static @Nullable String date(@Nullable Long statusId) {
        return statusId == null
                ? null
                : LocalDate.ofInstant(Ids.timeOf(statusId), ZoneOffset.UTC).toString();
    }
}
