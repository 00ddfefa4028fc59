package io.rookery.launcher.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Polls the primary several times a second for the log position that its standby has confirmed. */
final class ConfirmationWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /**
     * The flushed position of the log and the position that the standby confirmed, in bytes. Empty
     * on a standby.
     */
    private static final String QUESTION =
            """
            select case when not pg_is_in_recovery() then
                   pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0') || ' ' ||
                   coalesce((select max(pg_wal_lsn_diff(flush_lsn, '0/0'))
                               from pg_stat_replication where application_name = ?), 0) end
            """;

    private final Confirmations confirmations;
    private final BooleanSupplier isDue;
    private final Supplier<PostgresNode> primary;
    private final Supplier<PostgresNode> standby;
    private final Runnable onCease;
    private final Thread thread;
    private @Nullable PostgresSession session;
    private @Nullable PostgresNode asked;

    /**
     * Starts polling.
     *
     * @param isDue whether there is a standby at present that should confirm
     * @param onCease called each time the standby is found to have stopped confirming
     */
    ConfirmationWatch(
            Confirmations confirmations,
            BooleanSupplier isDue,
            Supplier<PostgresNode> primary,
            Supplier<PostgresNode> standby,
            Runnable onCease) {
        this.confirmations = confirmations;
        this.isDue = isDue;
        this.primary = primary;
        this.standby = standby;
        this.onCease = onCease;
        this.thread = Thread.ofVirtual().name("confirmations").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                if (isDue.getAsBoolean()) {
                    look();
                }
            }
        } catch (InterruptedException _) {
            hangUp();
        }
    }

    private void look() {
        try {
            String answer = ask(primary.get(), standby.get().replicationName());
            if (answer.isEmpty()) {
                confirmations.restart();
                return;
            }
            int space = answer.indexOf(' ');
            confirmations.saw(
                    Long.parseLong(answer.substring(0, space)),
                    Long.parseLong(answer.substring(space + 1)));
            if (confirmations.haveCeased()) {
                onCease.run();
            }
        } catch (SQLException e) {
            // A primary that does not answer is a matter for its own probe.
            hangUp();
            confirmations.restart();
        }
    }

    private String ask(PostgresNode node, String standbyName) throws SQLException {
        PostgresSession present = session;
        if (present == null || !node.equals(asked)) {
            hangUp();
            present = node.open(LIMIT);
            session = present;
            asked = node;
        }
        return present.query(QUESTION, standbyName);
    }

    private void hangUp() {
        PostgresSession present = session;
        session = null;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
