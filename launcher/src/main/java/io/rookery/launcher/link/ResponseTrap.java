package io.rookery.launcher.link;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs an action once, instead of delivering the response to a matching request. By then the target
 * has carried out the request, and the client does not know that.
 */
final class ResponseTrap {

    private final byte[] requestStart;
    private final Runnable action;
    private final AtomicBoolean sprung = new AtomicBoolean();

    /**
     * @param requestStart the bytes with which a matching request begins
     * @param action runs instead of the delivery of the response
     */
    ResponseTrap(byte[] requestStart, Runnable action) {
        this.requestStart = requestStart.clone();
        this.action = action;
    }

    /** Whether these bytes, on their way to the target, are the beginning of a matching request. */
    boolean isArmedBy(byte[] buffer, int length) {
        return !sprung.get()
                && length >= requestStart.length
                && Arrays.equals(
                        buffer, 0, requestStart.length, requestStart, 0, requestStart.length);
    }

    /** Runs the action, unless it has already run. Returns whether this call ran it. */
    boolean spring() {
        if (!sprung.compareAndSet(false, true)) {
            return false;
        }
        action.run();
        return true;
    }
}
