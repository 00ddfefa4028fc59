package io.rookery.kit.failover;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;

/**
 * HTTP client context that records whether sending may have begun. The client sets the request in
 * its context only when it has a connection. Before that, no byte of the request has been sent.
 */
final class SendingContext extends HttpClientContext {

    private boolean sent;

    /** Whether any part of the request may have been sent. */
    boolean maybeSent() {
        return sent;
    }

    @Override
    public void setRequest(HttpRequest request) {
        sent = true;
        super.setRequest(request);
    }
}
