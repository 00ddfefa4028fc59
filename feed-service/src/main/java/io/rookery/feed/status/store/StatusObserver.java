package io.rookery.feed.status.store;

import io.rookery.feed.status.StatusRow;

/**
 * Receives committed changes of statuses, so that caches follow immediately. Implementations must
 * return quickly and not throw.
 */
public interface StatusObserver {

    /**
     * Called when a status is new or its counts have changed. Calls may come out of order: the
     * greater version is newer.
     */
    void changed(StatusRow row);

    /**
     * Called when a status was deleted permanently.
     *
     * @return false when the status may still be shown until the outbox has delivered the removal
     */
    boolean removed(long statusId);
}
