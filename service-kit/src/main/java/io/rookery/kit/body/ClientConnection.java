package io.rookery.kit.body;

import org.apache.catalina.connector.Request;

/** The connection that a request comes by. */
public final class ClientConnection {

    private final org.apache.coyote.Request request;

    private ClientConnection(org.apache.coyote.Request request) {
        this.request = request;
    }

    public static ClientConnection of(Request request) {
        return new ClientConnection(request.getCoyoteRequest());
    }

    /** Ends it, from whichever thread, as long as the request is not answered whole. */
    public void cut() {
        PatientProcessor.cut(request);
    }
}
