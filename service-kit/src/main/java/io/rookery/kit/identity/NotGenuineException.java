package io.rookery.kit.identity;

/** Signals that a signed text failed verification. The message says what is wrong with it. */
public final class NotGenuineException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotGenuineException(String message) {
        super(message);
    }
}
