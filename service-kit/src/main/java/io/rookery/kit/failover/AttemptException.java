package io.rookery.kit.failover;

import java.io.IOException;

/** Thrown if an attempt brings no answer, or an incomplete one. */
final class AttemptException extends IOException {

    private static final long serialVersionUID = 1L;

    private final AttemptFailure failure;

    AttemptException(AttemptFailure failure, Exception cause) {
        super("An attempt failed: " + failure, cause);
        this.failure = failure;
    }

    AttemptFailure failure() {
        return failure;
    }
}
