package io.rookery.launcher.command;

/** The command line does not make sense; the message is one sentence that says why. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
