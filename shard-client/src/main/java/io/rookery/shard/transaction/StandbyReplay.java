package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/**
 * Waits until a standby shows every acknowledged write. A standby that commits wait for has
 * received all of them, but replays them a moment later. It is not known what any other standby
 * lacks.
 */
final class StandbyReplay {

    private static final String RECEIVED =
            "select pg_is_in_recovery(), pg_last_wal_receive_lsn()::text,"
                    + " current_setting('primary_slot_name'), current_setting('cluster_name')";

    /**
     * A promoted server is done: it never replays the incomplete record that it had received last.
     */
    private static final String REPLAYED =
            "select not pg_is_in_recovery() or pg_last_wal_replay_lsn() >= ?::pg_lsn";

    private static final long POLL_MILLIS = 5;

    private static final String NAMES =
            "select current_setting('primary_slot_name'), current_setting('cluster_name')";

    private static final String NOT_WAITED_FOR = PSQLState.CONNECTION_REJECTED.getState();

    private StandbyReplay() {}

    /**
     * @throws SQLException when commits wait for other standbys, or the standby does not answer
     */
    static void check(Connection standby, SynchronousStandbys waitedFor) throws SQLException {
        if (waitedFor.equals(SynchronousStandbys.NONE)) {
            return;
        }
        try (PreparedStatement statement = standby.prepareStatement(NAMES);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (!waitedFor.provesAlone(row.getString(1), row.getString(2))) {
                throw new SQLException("This is not the synchronous standby", NOT_WAITED_FOR);
            }
        }
    }

    /**
     * @param waitedFor the standbys that the primary's commits waited for when it last answered
     * @throws AttemptFailedException when the standby may lack something, or the deadline passes
     *     first
     */
    static void await(Connection standby, SynchronousStandbys waitedFor, CallDeadline deadline)
            throws AttemptFailedException {
        try {
            standby.setAutoCommit(true);
            String received;
            try (PreparedStatement statement = standby.prepareStatement(RECEIVED);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return; // promoted in the meantime: it shows everything
                }
                if (!waitedFor.provesAlone(row.getString(3), row.getString(4))) {
                    throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
                }
                received = row.getString(2);
            }
            awaitReplay(standby, received, deadline);
        } catch (SQLException failure) {
            throw new AttemptFailedException(FailureKind.UNAVAILABLE, failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AttemptFailedException(FailureKind.UNAVAILABLE, interrupt);
        }
    }

    private static void awaitReplay(
            Connection standby, @Nullable String received, CallDeadline deadline)
            throws SQLException, InterruptedException, AttemptFailedException {
        if (received == null) {
            throw new AttemptFailedException(
                    FailureKind.UNAVAILABLE, null); // it has just been started
        }
        try (PreparedStatement statement = standby.prepareStatement(REPLAYED)) {
            statement.setString(1, received);
            while (!isTrue(statement)) {
                if (deadline.hasPassed()) {
                    throw new AttemptFailedException(FailureKind.UNAVAILABLE, null);
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
