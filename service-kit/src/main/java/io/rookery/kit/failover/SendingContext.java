package io.rookery.kit.failover;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Remembers whether the client has got as far as sending the request. Until it has a connection,
 * and has told the context of the request, not a byte of it has left.
 */
final class SendingContext extends HttpClientContext {

    private boolean sent;

    /** Whether any of the request may have been sent. */
    boolean maybeSent() {
        return sent;
    }

    @Override
    public void setRequest(HttpRequest request) {
        sent = true;
        super.setRequest(request);
    }
}
