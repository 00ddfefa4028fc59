package io.rookery.shard.id;

/**
 * An identifier is from so far in the future that it is either made up, or this clock is far behind
 * that of its maker: going on from it would take the wrong time to everybody who goes on from that.
 */
public final class FutureIdException extends RuntimeException {

    FutureIdException(long id) {
        super("The identifier %d is of %s, which is far ahead".formatted(id, Ids.timeOf(id)));
    }
}
