package io.rookery.shard.map;

/**
 * Thrown when the store cannot be reached, or holds something that is not a shard map. It is
 * unknown whether a change was made: read the map to find out.
 */
public final class ShardMapStoreException extends RuntimeException {

    public ShardMapStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
