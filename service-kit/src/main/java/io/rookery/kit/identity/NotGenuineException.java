package io.rookery.kit.identity;

/** Something was not signed by whom it says; the message says what is wrong with it. */
public final class NotGenuineException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotGenuineException(String message) {
        super(message);
    }
}
