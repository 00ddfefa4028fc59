package io.rookery.launcher.process;

import org.jspecify.annotations.Nullable;

/** Thrown when a process could not be started, or did not become ready in time. */
public final class LaunchException extends RuntimeException {
    /** The message names what was to be launched, and where to look. */
    public LaunchException(String message) {
        super(message);
    }

    /** The message names what was to be launched. The cause prevented it. */
    public LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
