package io.rookery.shard.map;

/**
 * The store could not be reached, or holds what is no shard map. Whether a change was made is
 * unknown: read to find out.
 */
public final class ShardMapStoreException extends RuntimeException {

    public ShardMapStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
