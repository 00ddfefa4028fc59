package io.rookery.feed.status;

/**
 * Told about committed changes of statuses, so that caches follow at once. Must return quickly and
 * not throw.
 */
public interface StatusObserver {

    /**
     * The row is new, or its counts have changed. Calls may come out of order: the greater version
     * is newer.
     */
    void changed(StatusRow row);

    /**
     * The status was deleted, for good.
     *
     * @return false when the status may still be shown until the outbox has brought word of it
     */
    boolean removed(long statusId);
}
