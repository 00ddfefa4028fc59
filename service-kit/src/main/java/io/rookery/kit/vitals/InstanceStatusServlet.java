package io.rookery.kit.vitals;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerVerifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code GET /internal/vitals} to storage-service and to the operator. It is a separate
 * servlet, so that it also works on the gateway's management port, where there are no controllers,
 * and so that it costs little.
 */
final class InstanceStatusServlet extends HttpServlet {

    static final String PATH = "/internal/vitals";
    private static final List<Peer> READERS = List.of(Peer.STORAGE_SERVICE, Peer.OPERATOR);

    private final transient PeerVerifier peers;
    private final transient Supplier<InstanceStatus> vitals;
    private final transient JsonMapper json;

    InstanceStatusServlet(PeerVerifier peers, Supplier<InstanceStatus> vitals, JsonMapper json) {
        this.peers = peers;
        this.vitals = vitals;
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            peers.require(request, READERS);
        } catch (ApiException e) {
            response.sendError(e.status().value());
            return;
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(vitals.get()));
    }
}
