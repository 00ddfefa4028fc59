package io.rookery.shard.outbox;

/** Handles the events of one kind. */
public interface OutboxHandler {

    String kind();

    /**
     * Handles an event. It must be idempotent: it is called at least once for each event, in no
     * particular order, by several threads and instances, perhaps at the same time. If it throws,
     * the event is retried later. It must limit its own time: another instance may begin the same
     * event {@link OutboxSettings#lease()} after this call began.
     */
    void handle(OutboxEvent event);

    /**
     * Whether this instance can handle events, as far as it knows. While it cannot, it leaves the
     * events to other instances, and claims only those that have been due for {@link
     * OutboxSettings#patience()}.
     */
    default boolean isAble() {
        return true;
    }
}
