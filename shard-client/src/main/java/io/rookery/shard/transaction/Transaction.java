package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.stream.IntStream;

/** What happens on one connection. */
final class Transaction {

    /** Bound while a thread is in a transaction, so that it cannot wait for a second connection. */
    private static final ScopedValue<Boolean> UNDER_WAY = ScopedValue.newInstance();

    private static final String FENCE = "select placement.fence(?)";
    private static final String CHECK_SLOTS = "select placement.check_slots(?)";

    /**
     * Writes something of no effect, so that the commit waits for the standby. The work that is
     * done again may find its own rows, of which only the primary knows, and change nothing; such a
     * commit would not wait, and would acknowledge what can still be lost.
     */
    private static final String WITNESS = "select pg_logical_emit_message(true, 'rookery', '')";

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
     */
    static <T> T write(
            Connection connection, IntStream fences, boolean outcomeUnknown, ShardWork<T> work)
            throws AttemptFailedException {
        T result;
        try {
            for (int slot : fences.toArray()) {
                call(connection, FENCE, statement -> statement.setInt(1, slot));
            }
            if (outcomeUnknown) {
                call(connection, WITNESS, statement -> {});
            }
            result = work(connection, work);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack(connection);
            throw judged(failure);
        }
        commit(connection);
        return result;
    }

    /** Checks that the shard owns the slots, and reads; each statement on its own. */
    static <T> T read(Connection connection, int[] slots, ShardWork<T> work)
            throws AttemptFailedException {
        try {
            connection.setAutoCommit(true); // saves the round trip of a commit
            if (slots.length > 0) {
                Short[] checked =
                        IntStream.of(slots).mapToObj(slot -> (short) slot).toArray(Short[]::new);
                call(
                        connection,
                        CHECK_SLOTS,
                        statement ->
                                statement.setArray(1, connection.createArrayOf("int2", checked)));
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

    private static void call(Connection connection, String sql, Parameters parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            statement.execute();
        }
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
