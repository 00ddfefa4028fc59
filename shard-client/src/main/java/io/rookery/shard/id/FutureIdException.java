package io.rookery.shard.id;

/**
 * Thrown when the time of an identifier is too far in the future. Either the identifier is made up,
 * or this clock is far behind the clock of its generator. A new identifier that is greater would
 * pass the wrong time on to all later identifiers.
 */
public final class FutureIdException extends RuntimeException {

    FutureIdException(long id) {
        super("The identifier %d has a time far in the future: %s".formatted(id, Ids.timeOf(id)));
    }
}
