package io.rookery.kit.failover;

import java.io.IOException;

/** An instance has broken off an answer of which some has been passed on already. */
public final class BrokenAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without the cause itself, which looks as if it were the client who has gone. */
    BrokenAnswerException(IOException cause) {
        super("An answer broke off: " + cause.getMessage());
    }
}
