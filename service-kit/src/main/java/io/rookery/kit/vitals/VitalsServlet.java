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
 * Answers {@code GET /internal/vitals} to storage-service and to the operator. A servlet of its
 * own, so that it serves the gateway's management port as well, where there are no controllers, and
 * costs little.
 */
final class VitalsServlet extends HttpServlet {

    static final String PATH = "/internal/vitals";
    private static final List<Peer> READERS = List.of(Peer.STORAGE_SERVICE, Peer.OPERATOR);

    private final transient PeerVerifier peers;
    private final transient Supplier<Vitals> vitals;
    private final transient JsonMapper json;

    VitalsServlet(PeerVerifier peers, Supplier<Vitals> vitals, JsonMapper json) {
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
