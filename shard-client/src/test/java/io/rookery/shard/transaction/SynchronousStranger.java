package io.rookery.shard.transaction;

import static org.awaitility.Awaitility.await;

import io.rookery.shard.postgres.PostgresServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Receives a primary's log and confirms it, like a synchronous standby that serves no reads. */
final class SynchronousStranger implements AutoCloseable {

    private final TestShard shard;
    private final String name;
    private final Connection connection;
    private final PGReplicationStream log;
    private final Thread receiver = Thread.ofPlatform().name("stranger").unstarted(this::receive);
    private volatile boolean isClosed;

    private SynchronousStranger(TestShard shard, String name) throws SQLException {
        this.shard = shard;
        this.name = name;
        Properties login = new Properties();
        PGProperty.USER.set(login, "rookery_admin");
        PGProperty.PASSWORD.set(login, PostgresServers.PASSWORD);
        PGProperty.REPLICATION.set(login, "true");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(login, "18");
        PGProperty.PREFER_QUERY_MODE.set(login, "simple");
        PGProperty.APPLICATION_NAME.set(login, name);
        PGProperty.TARGET_SERVER_TYPE.set(login, "any");
        this.connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://" + shard.primaryHost() + "/rookery", login);
        this.log =
                connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(position())
                        .start();
    }

    static SynchronousStranger follow(TestShard shard, String name) throws SQLException {
        SynchronousStranger stranger = new SynchronousStranger(shard, name);
        stranger.receiver.start();
        return stranger;
    }

    private LogSequenceNumber position() throws SQLException {
        return LogSequenceNumber.valueOf(ask("select pg_current_wal_flush_lsn()::text"));
    }

    void awaitSynchronous() {
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        ask("select count(*) from pg_stat_replication where sync_state ="
                                        + " 'sync' and application_name = '"
                                        + name
                                        + "'")
                                .equals("1"));
    }

    private String ask(String question) throws SQLException {
        try (Connection admin = shard.connect("rookery", "rookery_admin");
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private void receive() {
        try {
            while (!isClosed) {
                log.read();
                log.setFlushedLSN(log.getLastReceiveLSN());
                log.setAppliedLSN(log.getLastReceiveLSN());
                log.forceUpdateStatus();
            }
        } catch (SQLException ended) {
            // the primary is down, or this is closed
        }
    }

    @Override
    public void close() throws SQLException {
        isClosed = true;
        connection.abort(Runnable::run);
    }
}
