package io.rookery.launcher.secret;

import java.io.IOException;

/** A step of a renewal that is not its turn; the message says what to do. */
public final class RenewalException extends IOException {

    private static final long serialVersionUID = 1L;

    RenewalException(String message) {
        super(message);
    }
}
