package io.rookery.shard.postgres;

import java.time.Duration;
import java.util.List;

/**
 * A primary Postgres and its standby, with the operations that tests need. The servers run as
 * processes or in containers.
 */
public interface PostgresServers extends AutoCloseable {

    /** The password of every role. */
    String PASSWORD = "rookery";

    /** {@code host:port} of both, in a fixed order. */
    List<String> hosts();

    /** The server that is primary now, or becomes primary soon. */
    Server primary();

    Server standby();

    /** Waits until the loss of the primary would do no harm. */
    void awaitSynchronous(Duration atMost);

    /** Disables repairs: a server that is lost after this is neither replaced nor started again. */
    void holdRepairs();

    void resumeRepairs();

    @Override
    void close();

    /** One of the two servers. */
    interface Server {

        void kill();

        /** Freezes the server: connections stay open and silent. */
        void freeze();

        void thaw();
    }
}
