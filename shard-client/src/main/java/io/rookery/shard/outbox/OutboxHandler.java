package io.rookery.shard.outbox;

/** Does what the events of one kind ask for. */
public interface OutboxHandler {

    String kind();

    /**
     * Called at least once for each event, in no particular order, by several threads and
     * instances, perhaps at the same time. Idempotent. What it throws makes the event be tried
     * again later. It bounds its own time: {@link OutboxSettings#lease()} after its begin another
     * instance may begin the same event.
     */
    void handle(OutboxEvent event);

    /**
     * Whether this instance has what it takes, as far as it knows. While it has not, it leaves the
     * events to the others, and takes only what they have left for {@link
     * OutboxSettings#patience()}.
     */
    default boolean isAble() {
        return true;
    }
}
