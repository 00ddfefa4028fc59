package io.rookery.launcher.process;

import org.jspecify.annotations.Nullable;

/** A process could not be started, or did not become ready in time. */
public final class LaunchException extends RuntimeException {
    /** Says what was to be launched and what to look at. */
    public LaunchException(String message) {
        super(message);
    }

    /** Says what was to be launched and what prevented it. */
    public LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
