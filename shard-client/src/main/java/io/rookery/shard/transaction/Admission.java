package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;

/** Decides about a new connection, as the driver knows only whether a server takes writes. */
@FunctionalInterface
interface Admission {

    /** Any server is right. */
    Admission ANY = connection -> false;

    /**
     * @return whether connections to any other host are to be ended
     * @throws SQLException when the server is not the right one, or does not answer
     */
    boolean replacesOthers(Connection connection) throws SQLException;
}
