package io.rookery.launcher.link;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something once, when the answer to a request of a certain kind is about to pass: what was
 * asked for is done by then, and whoever asked does not know it.
 */
final class AnswerTrap {

    private final byte[] requestStart;
    private final Runnable action;
    private final AtomicBoolean sprung = new AtomicBoolean();

    /**
     * @param requestStart the bytes with which such a request begins
     * @param action done instead of letting the answer pass
     */
    AnswerTrap(byte[] requestStart, Runnable action) {
        this.requestStart = requestStart.clone();
        this.action = action;
    }

    /** Whether these bytes on their way to the target are the beginning of such a request. */
    boolean isArmedBy(byte[] buffer, int length) {
        return !sprung.get()
                && length >= requestStart.length
                && Arrays.equals(
                        buffer, 0, requestStart.length, requestStart, 0, requestStart.length);
    }

    /** Tells whether it was this call that did it. */
    boolean spring() {
        if (!sprung.compareAndSet(false, true)) {
            return false;
        }
        action.run();
        return true;
    }
}
