package io.rookery.kit.body;

import org.apache.catalina.connector.Request;

/** The connection on which a request has arrived. */
public final class ClientConnection {

    private final org.apache.coyote.Request request;

    private ClientConnection(org.apache.coyote.Request request) {
        this.request = request;
    }

    public static ClientConnection of(Request request) {
        return new ClientConnection(request.getCoyoteRequest());
    }

    /**
     * Closes the connection. Any thread may call this, as long as the answer to the request is not
     * complete.
     */
    public void cut() {
        HeadTimeoutProcessor.cut(request);
    }
}
