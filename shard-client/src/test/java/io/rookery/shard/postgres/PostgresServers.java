package io.rookery.shard.postgres;

import java.time.Duration;
import java.util.List;

/** A primary Postgres and its standby, whoever runs them: what tests ask of them and do to them. */
public interface PostgresServers extends AutoCloseable {

    /** The password of every role. */
    String PASSWORD = "rookery";

    /** {@code host:port} of both, in an order that never changes. */
    List<String> hosts();

    /** The server that is primary now, or is about to be. */
    Server primary();

    Server standby();

    /** Waits until the loss of the primary would do no harm. */
    void awaitSynchronous(Duration atMost);

    /** What is lost after this is neither replaced nor started again. */
    void holdRepairs();

    void resumeRepairs();

    @Override
    void close();

    /** One of the two. */
    interface Server {

        void kill();

        /** Connections stay open and silent. */
        void freeze();

        void thaw();
    }
}
