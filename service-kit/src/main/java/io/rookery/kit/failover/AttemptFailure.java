package io.rookery.kit.failover;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Why an attempt at one instance has failed. Says whether the request may have had an effect, and
 * whether the instance should be ejected.
 */
enum AttemptFailure {
    /** The instance accepts no connections. */
    UNREACHABLE(true, true),
    /** All connections to the instance in the pool are in use. */
    BUSY(true, false),
    /**
     * The attempt ended before anything was sent: it was cancelled, its deadline passed, or an
     * error occurred in this process.
     */
    NOT_SENT(true, false),
    /**
     * The instance closed the connection before it had answered anything. It may have been about to
     * close it anyway.
     */
    CONNECTION_CLOSED(false, false),
    /**
     * The connection broke while the request or the answer was in transit. If another instance
     * answers the same request, the instance was at fault.
     */
    BROKEN_OFF(false, false),
    /** The instance took too long for this request. A probe finds out whether it is frozen. */
    TIMED_OUT(false, false),
    /** The instance answers nothing, not even a probe. */
    SILENT(false, true),
    /** The sender of the request no longer waits for the answer. */
    ABANDONED(false, false),
    /** This process could not send the request or read the answer because of its own error. */
    UNFORESEEN(false, false),
    /** The instance shed the request: it answered that it has not begun to process it. */
    SHED(true, false);

    private final boolean unsent;
    private final boolean instanceIsBad;

    AttemptFailure(boolean unsent, boolean instanceIsBad) {
        this.unsent = unsent;
        this.instanceIsBad = instanceIsBad;
    }

    /**
     * Classifies an exception of the HTTP client, checked or unchecked.
     *
     * @param sent whether any part of the request may have been sent
     * @param cancelled whether the attempt was cancelled because its instance is frozen
     * @param gaveUp whether it was cancelled because its deadline had passed
     * @param interrupted whether the calling thread was interrupted
     */
    static AttemptFailure of(
            Exception failure,
            boolean sent,
            boolean cancelled,
            boolean gaveUp,
            boolean interrupted) {
        // If no connection could be obtained, nothing has been sent.
        switch (failure) {
            case ConnectionRequestTimeoutException _ -> {
                return BUSY;
            }
            case ConnectTimeoutException _,
                    ConnectException _,
                    NoRouteToHostException _,
                    UnknownHostException _ -> {
                return UNREACHABLE;
            }
            default -> {}
        }
        if (!sent) {
            return NOT_SENT;
        }
        if (cancelled) {
            return SILENT;
        }
        if (interrupted) {
            return ABANDONED;
        }
        if (gaveUp) {
            return TIMED_OUT;
        }
        return switch (failure) {
            case NoHttpResponseException _ -> CONNECTION_CLOSED;
            case SocketTimeoutException _ -> TIMED_OUT;
            case RuntimeException _ -> UNFORESEEN;
            default -> BROKEN_OFF;
        };
    }

    /** Whether the request certainly had no effect, so that any request may be retried. */
    boolean isUnsent() {
        return unsent;
    }

    /** Whether the instance should be ejected: it gets no requests for a while. */
    boolean isInstanceBad() {
        return instanceIsBad;
    }
}
