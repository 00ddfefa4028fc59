package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs one attempt of a transaction, or of a read, on one connection. */
final class Transaction {

    /** Bound while a thread is in a transaction, so that it cannot wait for a second connection. */
    private static final ScopedValue<Boolean> UNDER_WAY = ScopedValue.newInstance();

    /** The standbys that a commit waits for; reading them costs no round trip of its own. */
    private static final String WAITED_FOR = "current_setting('synchronous_standby_names')";

    /** Makes the server end a transaction whose client wakes up after its deadline. */
    private static final String BOUNDED = ", set_config('transaction_timeout', ?, true)";

    private static final String FENCE = "select " + WAITED_FOR + BOUNDED + ", placement.fence(?)";
    private static final String FENCE_MORE =
            "select "
                    + WAITED_FOR
                    + ", placement.fence(slot) from unnest(cast(? as int[])) as fenced (slot)";
    private static final String BEGIN = "select " + WAITED_FOR + BOUNDED;
    private static final String CHECK_SLOTS = "select " + WAITED_FOR + ", placement.check_slots(?)";

    private Transaction() {}

    /**
     * Refuses nested transactions: waiting transactions could otherwise take all connections
     * (deadlock).
     */
    static void refuseNesting() {
        if (UNDER_WAY.isBound()) {
            throw new IllegalStateException("Shard transactions must not be nested");
        }
    }

    /**
     * Fences the slots, runs the work and commits; sends no commit after the deadline.
     *
     * @param fences the slots to be fenced; none for unfenced work
     * @param outcomeUnknown whether an attempt before this one may have been committed
     * @param waitedFor receives the setting for which standbys commits on this server wait
     */
    static <T> T write(
            Connection connection,
            int[] fences,
            CallDeadline deadline,
            boolean outcomeUnknown,
            Consumer<String> waitedFor,
            ShardWork<T> work)
            throws AttemptFailedException {
        T result;
        try {
            begin(connection, fences, deadline, waitedFor);
            if (outcomeUnknown) {
                emitWitness(connection);
            }
            result = work(connection, work);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack(connection);
            throw judged(failure);
        }
        if (deadline.hasPassed()) {
            rollBack(connection);
            throw new AttemptFailedException(FailureKind.BUSY, null);
        }
        commit(connection);
        return result;
    }

    private static void begin(
            Connection connection, int[] fences, CallDeadline deadline, Consumer<String> waitedFor)
            throws SQLException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft()));
        String timeout = Long.toString(millis);
        if (fences.length == 0) {
            check(connection, BEGIN, statement -> statement.setString(1, timeout), waitedFor);
        }
        if (fences.length > 0) {
            check(
                    connection,
                    FENCE,
                    statement -> {
                        statement.setString(1, timeout);
                        statement.setInt(2, fences[0]);
                    },
                    waitedFor);
        }
        if (fences.length > 1) {
            Integer[] more = IntStream.of(fences).skip(1).boxed().toArray(Integer[]::new);
            check(
                    connection,
                    FENCE_MORE,
                    statement -> statement.setArray(1, connection.createArrayOf("int4", more)),
                    waitedFor);
        }
    }

    /**
     * Checks that the shard owns the slots, and reads; each statement on its own.
     *
     * @param waitedFor receives the setting for which standbys commits on this server wait, if
     *     there are slots
     */
    static <T> T read(
            Connection connection, int[] slots, Consumer<String> waitedFor, ShardWork<T> work)
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
                        waitedFor);
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
            if (FailureKind.of(failure) == FailureKind.UNAVAILABLE) {
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
            // a broken connection rolls back by itself; its failure is being thrown already
        }
    }

    /**
     * Returns failures that another attempt may avoid; throws everything else as the work would
     * have.
     */
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
            Connection connection, String sql, Parameters parameters, Consumer<String> waitedFor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                waitedFor.accept(row.getString(1));
            }
        }
    }

    private static void emitWitness(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CommitBarrier.STATEMENT)) {
            statement.execute();
        }
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
