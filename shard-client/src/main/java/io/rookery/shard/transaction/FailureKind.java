package io.rookery.shard.transaction;

import java.sql.SQLException;

/** What a failed attempt says about the next one. */
enum FailureKind {
    /** The server is gone, going, starting, or no longer the primary: try the one there is. */
    AWAY,
    /**
     * No connection to the server is free, as some are made anew: this says nothing about the
     * server, but there may be another one to ask.
     */
    SCARCE,
    /** The shard does not own the slot: the shard map is out of date. */
    MOVED,
    /** Another transaction was in the way, or the server has no connection left: try again. */
    CONFLICT,
    /** The server's disk has no room: try again, for another may take its place. */
    FULL,
    /** No connection came free in time: this says nothing about the server. */
    BUSY,
    /** The work itself failed; another attempt would fail alike. */
    WORK;

    private static final String SLOT_NOT_OWNED = "RK001";
    private static final String READ_ONLY = "25006";
    private static final String DISK_FULL = "53100";

    /** Whether a read may go to another server at once. */
    boolean mayAnotherServerHelp() {
        return this == AWAY || this == SCARCE;
    }

    /** Judges by the first SQLState among the failure and its causes. */
    static FailureKind of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShardUnavailableException) {
                return WORK;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return ofState(sql.getSQLState());
            }
        }
        return WORK;
    }

    private static FailureKind ofState(String state) {
        return switch (state) {
            case SLOT_NOT_OWNED -> MOVED;
            case READ_ONLY -> AWAY;
            case "40001", "40P01", "53300" -> CONFLICT;
            case DISK_FULL -> FULL;
            // the server ended a transaction that idled or outlived its deadline: its client was
            // frozen
            case "25P03", "25P04" -> AWAY;
            default -> state.startsWith("08") || state.startsWith("57P0") ? AWAY : WORK;
        };
    }
}
