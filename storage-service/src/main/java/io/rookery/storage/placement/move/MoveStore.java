package io.rookery.storage.placement.move;

import io.rookery.shard.map.ShardMap;
import java.util.List;

/**
 * Stores moves. Every method throws {@link MoveStoreException} when the store cannot be reached or
 * read. A change returns false, and changes nothing, when the version is not the expected one.
 */
interface MoveStore {

    /**
     * A move as it was read from the store.
     *
     * @param version the store's version of it, to be passed with a change
     */
    record VersionedMove(Move move, int version) {}

    /**
     * The control as it was read from the store.
     *
     * @param version the store's version of it, to be passed with a change; -1 if it was never
     *     stored
     */
    record VersionedControl(MoveControl control, int version) {}

    /** The moves that are not finished, by id. */
    List<VersionedMove> moves();

    /** Adds a move. */
    boolean create(Move planned);

    /** Changes a move. */
    boolean compareAndSet(Move next, int version);

    /** Changes a move and the shard map, both or neither. */
    boolean publish(Move next, int version, ShardMap map, int mapVersion);

    /** Removes a move that is finished. */
    boolean remove(Move finished, int version);

    /** Reads what operators want. */
    VersionedControl control();

    /** Changes what operators want. */
    boolean compareAndSet(MoveControl next, int version);

    /** Signals that the store could not be reached or read; a change may have been made. */
    final class MoveStoreException extends RuntimeException {

        MoveStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
