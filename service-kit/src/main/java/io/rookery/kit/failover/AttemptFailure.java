package io.rookery.kit.failover;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Why one instance has not given an answer, and what that says about the request and about it. */
enum AttemptFailure {
    /** Nobody accepts connections there. */
    UNREACHABLE(true, true),
    /** All connections to it are in use. */
    BUSY(true, false),
    /**
     * The attempt ended before anything was sent: it was taken away, given up, or met a fault of
     * this process.
     */
    NOT_SENT(true, false),
    /**
     * It closed a connection before it had answered anything: it may have been about to do so
     * anyway.
     */
    HUNG_UP(false, false),
    /**
     * The connection broke while the request or the answer was under way. Whose fault that was,
     * another instance tells: if it answers the same request, the instance's.
     */
    BROKEN_OFF(false, false),
    /** It took too long for this request; whether it is frozen, a probe tells. */
    LATE(false, false),
    /** It answers nothing, not even a probe. */
    SILENT(false, true),
    /** Whoever sent the request no longer waits for the answer. */
    ABANDONED(false, false),
    /** This process could not send the request or read the answer for a reason of its own. */
    UNFORESEEN(false, false),
    /** It said that it has not begun with the request. */
    TURNED_AWAY(true, false);

    private final boolean unsent;
    private final boolean instanceIsBad;

    AttemptFailure(boolean unsent, boolean instanceIsBad) {
        this.unsent = unsent;
        this.instanceIsBad = instanceIsBad;
    }

    /**
     * What a failure means that came out of the HTTP client, checked or not.
     *
     * @param sent whether any of the request may have been sent by then
     * @param takenAway whether the attempt was ended because its instance is frozen
     * @param gaveUp whether it was ended because its deadline had passed
     * @param interrupted whether the calling thread was told to stop waiting
     */
    static AttemptFailure of(
            Exception failure,
            boolean sent,
            boolean takenAway,
            boolean gaveUp,
            boolean interrupted) {
        // Wherever a connection is made anew, nothing has been sent over it.
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
        if (takenAway) {
            return SILENT;
        }
        if (interrupted) {
            return ABANDONED;
        }
        if (gaveUp) {
            return LATE;
        }
        return switch (failure) {
            case NoHttpResponseException _ -> HUNG_UP;
            case SocketTimeoutException _ -> LATE;
            case RuntimeException _ -> UNFORESEEN;
            default -> BROKEN_OFF;
        };
    }

    /** Whether the request certainly had no effect, so that anyone may try it again. */
    boolean isUnsent() {
        return unsent;
    }

    /** Whether the instance should get no requests for a while. */
    boolean isInstanceBad() {
        return instanceIsBad;
    }
}
