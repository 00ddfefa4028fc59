package io.rookery.kit.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that Tomcat cannot read: what they are answered with, and one line in the log. */
public final class UnreadableRequests {

    private static final Logger log = LoggerFactory.getLogger(UnreadableRequests.class);

    private static final int BAD_REQUEST = 400;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    /** Whoever sends many of them does not fill the disk. */
    private static final int LINES_PER_SECOND = 10;

    private static final AtomicLong lines = new AtomicLong();

    private UnreadableRequests() {}

    /**
     * The status that a client is told. A method, encoding or version of HTTP that there is none of
     * here is nothing that went wrong here.
     */
    static int status(int found) {
        return found == NOT_IMPLEMENTED || found == HTTP_VERSION_NOT_SUPPORTED
                ? BAD_REQUEST
                : found;
    }

    /** Says so in the log, a few times a second at the most. */
    public static void report(String client, int status) {
        long first = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) * LINES_PER_SECOND;
        long last = first + LINES_PER_SECOND;
        if (lines.updateAndGet(line -> Math.clamp(line + 1, first, last)) < last) {
            log.info(
                    "A request from {} could not be read; it was answered with {}", client, status);
        }
    }
}
