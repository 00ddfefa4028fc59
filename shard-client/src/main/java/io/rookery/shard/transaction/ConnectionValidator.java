package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Decides whether a new connection is accepted. The driver checks only whether a server takes
 * writes.
 */
@FunctionalInterface
interface ConnectionValidator {

    /** Accepts any server. */
    ConnectionValidator ANY = connection -> false;

    /**
     * @return whether connections to all other hosts must be closed
     * @throws SQLException when the server is not the right one, or does not answer
     */
    boolean replacesOthers(Connection connection) throws SQLException;
}
