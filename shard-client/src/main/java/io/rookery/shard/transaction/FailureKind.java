package io.rookery.shard.transaction;

import java.sql.SQLException;

/** Classifies the failure of an attempt, which decides about the next attempt. */
enum FailureKind {
    /**
     * The server is down, shutting down, starting, or no longer the primary: try the current one.
     */
    UNAVAILABLE,
    /**
     * No connection to the server is free, because some are being replaced. This says nothing about
     * the server, but another server may be available.
     */
    POOL_EXHAUSTED,
    /** The shard does not own the slot: the shard map is out of date. */
    WRONG_SHARD,
    /** Another transaction conflicted, or the server has no connection left: try again. */
    CONFLICT,
    /** The server's disk is full: try again, because another server may become primary. */
    FULL,
    /** No connection became free in time: this says nothing about the server. */
    BUSY,
    /** The work itself failed; another attempt would fail in the same way. */
    WORK;

    private static final String SLOT_NOT_OWNED = "RK001";
    private static final String READ_ONLY = "25006";
    private static final String DISK_FULL = "53100";

    /** Whether a read may go to another server immediately. */
    boolean mayAnotherServerHelp() {
        return this == UNAVAILABLE || this == POOL_EXHAUSTED;
    }

    /** Classifies by the first SQLState among the failure and its causes. */
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
            case SLOT_NOT_OWNED -> WRONG_SHARD;
            case READ_ONLY -> UNAVAILABLE;
            case "40001", "40P01", "53300" -> CONFLICT;
            case DISK_FULL -> FULL;
            // the server ended a transaction that was idle or past its deadline: its client was
            // frozen
            case "25P03", "25P04" -> UNAVAILABLE;
            default -> state.startsWith("08") || state.startsWith("57P0") ? UNAVAILABLE : WORK;
        };
    }
}
