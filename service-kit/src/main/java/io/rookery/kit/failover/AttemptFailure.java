package io.rookery.kit.failover;

import java.io.IOException;
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
     * It closed a connection before it had answered anything: it may have been about to do so
     * anyway.
     */
    HUNG_UP(false, false),
    /** The connection broke while the request or the answer was under way. */
    BROKEN_OFF(false, true),
    /** It took too long for this request; whether it is frozen, a probe tells. */
    LATE(false, false),
    /** It answers nothing, not even a probe. */
    SILENT(false, true),
    /** It said that it has not begun with the request. */
    TURNED_AWAY(true, false);

    private final boolean unsent;
    private final boolean instanceIsBad;

    AttemptFailure(boolean unsent, boolean instanceIsBad) {
        this.unsent = unsent;
        this.instanceIsBad = instanceIsBad;
    }

    static AttemptFailure of(IOException failure) {
        return switch (failure) {
            case ConnectionRequestTimeoutException _ -> BUSY;
            case ConnectTimeoutException _,
                    ConnectException _,
                    NoRouteToHostException _,
                    UnknownHostException _ ->
                    UNREACHABLE;
            case NoHttpResponseException _ -> HUNG_UP;
            case SocketTimeoutException _ -> LATE;
            case FrozenInstanceException _ -> SILENT;
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
