package io.rookery.storage.placement.move;

import java.util.Locale;

/**
 * The names of what a move creates in Postgres. Publication, replication slot and subscription of
 * an attempt in one direction have the same name. Needs no quotes in SQL.
 */
final class StreamName {

    private StreamName() {}

    static String of(Move move, Direction direction) {
        return start(move)
                + move.attempt()
                + "_"
                + direction.name().toLowerCase(Locale.ROOT).charAt(0);
    }

    /** How the names of all attempts and directions of the move start. */
    static String start(Move move) {
        return "rookery_move_" + move.id() + "_";
    }
}
