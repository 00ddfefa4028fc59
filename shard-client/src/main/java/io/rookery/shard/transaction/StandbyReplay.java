package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a standby shows all that it has received. A synchronous standby has received every
 * acknowledged write, but applies it a moment later.
 */
final class StandbyReplay {

    private static final String RECEIVED =
            "select pg_is_in_recovery(), pg_last_wal_receive_lsn()::text";

    /** A promoted server never replays the part of a record that it had received last. */
    private static final String REPLAYED =
            "select not pg_is_in_recovery() or pg_last_wal_replay_lsn() >= ?::pg_lsn";

    private static final long POLL_MILLIS = 5;

    private StandbyReplay() {}

    /**
     * @throws AttemptFailedException when it is not known what the standby has received, or the
     *     deadline passes first
     */
    static void await(Connection standby, Deadline deadline) throws AttemptFailedException {
        try {
            standby.setAutoCommit(true);
            String received;
            try (PreparedStatement statement = standby.prepareStatement(RECEIVED);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return; // promoted in the meantime: it shows everything
                }
                received = row.getString(2);
            }
            awaitReplay(standby, received, deadline);
        } catch (SQLException failure) {
            throw new AttemptFailedException(FailureKind.AWAY, failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AttemptFailedException(FailureKind.AWAY, interrupt);
        }
    }

    private static void awaitReplay(
            Connection standby, @Nullable String received, Deadline deadline)
            throws SQLException, InterruptedException, AttemptFailedException {
        if (received == null) {
            throw new AttemptFailedException(FailureKind.AWAY, null); // it has just been started
        }
        try (PreparedStatement statement = standby.prepareStatement(REPLAYED)) {
            statement.setString(1, received);
            while (!isTrue(statement)) {
                if (deadline.hasPassed()) {
                    throw new AttemptFailedException(FailureKind.AWAY, null);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static boolean isTrue(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
