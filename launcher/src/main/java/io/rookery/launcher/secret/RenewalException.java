package io.rookery.launcher.secret;

import java.io.IOException;

/**
 * Thrown when a step of a rotation is out of order, or the secret cannot be rotated. The message
 * says what to do.
 */
public final class RenewalException extends IOException {

    private static final long serialVersionUID = 1L;

    RenewalException(String message) {
        super(message);
    }
}
