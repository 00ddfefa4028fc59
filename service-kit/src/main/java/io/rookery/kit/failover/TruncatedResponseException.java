package io.rookery.kit.failover;

import java.io.IOException;

/** Thrown if an instance breaks off an answer of which a part has already been passed on. */
public final class TruncatedResponseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Does not keep the cause, because that looks as if the client had disconnected. */
    TruncatedResponseException(IOException cause) {
        super("The response is truncated: " + cause.getMessage());
    }
}
