package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What happens on one connection. */
final class Transaction {

    /** Bound while a thread is in a transaction, so that it cannot wait for a second connection. */
    private static final ScopedValue<Boolean> UNDER_WAY = ScopedValue.newInstance();

    /** Whether a commit is answered only once a standby has it; costs no trip of its own. */
    private static final String COMMITS_WAIT =
            ", current_setting('synchronous_standby_names') <> ''";

    private static final String FENCE = "select placement.fence(?)" + COMMITS_WAIT;
    private static final String CHECK_SLOTS = "select placement.check_slots(?)" + COMMITS_WAIT;

    private Transaction() {}

    /** Refuses a transaction within a transaction: all turns could be taken by those that wait. */
    static void refuseNesting() {
        if (UNDER_WAY.isBound()) {
            throw new IllegalStateException("A shard's work must not start other shard work");
        }
    }

    /**
     * Fence, work, commit.
     *
     * @param fences the slot to be fenced; none for unfenced work
     * @param outcomeUnknown whether an attempt before this one may have been committed
     * @param commitsWait told whether commits on this server wait for a standby, if it is fenced
     */
    static <T> T write(
            Connection connection,
            IntStream fences,
            boolean outcomeUnknown,
            Consumer<Boolean> commitsWait,
            ShardWork<T> work)
            throws AttemptFailedException {
        T result;
        try {
            for (int slot : fences.toArray()) {
                check(connection, FENCE, statement -> statement.setInt(1, slot), commitsWait);
            }
            if (outcomeUnknown) {
                emitWitness(connection);
            }
            result = work(connection, work);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack(connection);
            throw judged(failure);
        }
        commit(connection);
        return result;
    }

    /**
     * Checks that the shard owns the slots, and reads; each statement on its own.
     *
     * @param commitsWait told whether commits on this server wait for a standby, if there are slots
     */
    static <T> T read(
            Connection connection, int[] slots, Consumer<Boolean> commitsWait, ShardWork<T> work)
            throws AttemptFailedException {
        try {
            connection.setAutoCommit(true); // saves the round trip of a commit
            if (slots.length > 0) {
                Short[] checked =
                        IntStream.of(slots).mapToObj(slot -> (short) slot).toArray(Short[]::new);
                check(
                        connection,
                        CHECK_SLOTS,
                        statement ->
                                statement.setArray(1, connection.createArrayOf("int2", checked)),
                        commitsWait);
            }
            return work(connection, work);
        } catch (SQLException | RuntimeException | Error failure) {
            throw judged(failure);
        }
    }

    private static <T> T work(Connection connection, ShardWork<T> work) {
        BorrowedConnection borrowed = new BorrowedConnection(connection);
        try {
            return ScopedValue.where(UNDER_WAY, true).call(() -> work.run(borrowed.client()));
        } finally {
            borrowed.end();
        }
    }

    private static void commit(Connection connection) throws AttemptFailedException {
        SQLWarning warning;
        try {
            connection.commit();
            warning = connection.getWarnings();
        } catch (SQLException failure) {
            if (FailureKind.of(failure) == FailureKind.AWAY) {
                throw AttemptFailedException.inCommit(failure);
            }
            throw judged(failure); // the server has rolled back
        }
        if (warning != null) {
            // "canceling wait for synchronous replication": committed here, and perhaps nowhere
            // else
            throw AttemptFailedException.inCommit(warning);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            // a broken connection rolls back by itself; its failure is already on its way
        }
    }

    /** Returns what another attempt may mend; throws everything else as the work would have. */
    private static AttemptFailedException judged(Throwable failure) {
        FailureKind kind = FailureKind.of(failure);
        if (kind != FailureKind.WORK) {
            return new AttemptFailedException(kind, failure);
        }
        switch (failure) {
            case RuntimeException thrown -> throw thrown;
            case SQLException sql -> throw BorrowedConnection.translated("transaction", sql);
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static void check(
            Connection connection, String sql, Parameters parameters, Consumer<Boolean> commitsWait)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                commitsWait.accept(row.getBoolean(2));
            }
        }
    }

    private static void emitWitness(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Witness.STATEMENT)) {
            statement.execute();
        }
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
