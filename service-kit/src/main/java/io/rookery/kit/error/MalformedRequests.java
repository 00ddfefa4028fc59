package io.rookery.kit.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Determines the status of requests that Tomcat cannot parse, and logs one line for each. */
public final class MalformedRequests {

    private static final Logger log = LoggerFactory.getLogger(MalformedRequests.class);

    private static final int BAD_REQUEST = 400;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    /** Rate limit, so that a client with many malformed requests does not fill the disk. */
    private static final int LINES_PER_SECOND = 10;

    private static final AtomicLong lines = new AtomicLong();

    private MalformedRequests() {}

    /**
     * The status for the client. An unsupported method, encoding or HTTP version is no error of the
     * server, so 501 and 505 become 400.
     */
    static int status(int found) {
        return found == NOT_IMPLEMENTED || found == HTTP_VERSION_NOT_SUPPORTED
                ? BAD_REQUEST
                : found;
    }

    /** Logs a malformed request. At most 10 requests per second are logged. */
    public static void report(String client, int status) {
        long first = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) * LINES_PER_SECOND;
        long last = first + LINES_PER_SECOND;
        if (lines.updateAndGet(line -> Math.clamp(line + 1, first, last)) < last) {
            log.info(
                    "A request from {} could not be read; it was answered with {}", client, status);
        }
    }
}
