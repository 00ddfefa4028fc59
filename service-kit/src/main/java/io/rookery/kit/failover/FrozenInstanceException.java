package io.rookery.kit.failover;

import java.io.IOException;

/** The instance answers neither its request nor a probe. */
final class FrozenInstanceException extends IOException {

    private static final long serialVersionUID = 1L;

    FrozenInstanceException(IOException cause) {
        super("The instance is frozen", cause);
    }
}
