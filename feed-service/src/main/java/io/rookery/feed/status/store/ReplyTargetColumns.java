package io.rookery.feed.status.store;

import io.rookery.feed.status.ReplyTarget;
import io.rookery.feed.status.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** SQL columns of the {@link ReplyTarget} of a status. */
final class ReplyTargetColumns {

    static final List<String> NAMES =
            List.of("in_reply_to_id", "in_reply_to_account_id", "in_reply_to_visibility");

    private ReplyTargetColumns() {}

    /** Reads the target; null when the status is no reply. */
    static @Nullable ReplyTarget read(ResultSet row) throws SQLException {
        long id = row.getLong("in_reply_to_id");
        if (row.wasNull()) {
            return null;
        }
        String visibility = row.getString("in_reply_to_visibility");
        return new ReplyTarget(
                id,
                row.getLong("in_reply_to_account_id"),
                visibility == null ? null : Visibility.of(visibility).orElse(null));
    }

    static void bind(StatementSpec statement, @Nullable ReplyTarget target) {
        Visibility visibility = target == null ? null : target.visibility();
        statement
                .param("in_reply_to_id", target == null ? null : target.id(), Types.BIGINT)
                .param(
                        "in_reply_to_account_id",
                        target == null ? null : target.accountId(),
                        Types.BIGINT)
                .param(
                        "in_reply_to_visibility",
                        visibility == null ? null : visibility.word(),
                        Types.VARCHAR);
    }
}
