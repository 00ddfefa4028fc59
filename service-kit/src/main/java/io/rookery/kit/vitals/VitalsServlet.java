package io.rookery.kit.vitals;

import io.rookery.kit.security.ServiceCredential;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code GET /internal/vitals} to those who show the service credential. A servlet of its
 * own, so that it serves the gateway's management port as well, where there are no controllers, and
 * costs little.
 */
final class VitalsServlet extends HttpServlet {

    static final String PATH = "/internal/vitals";

    private final transient ServiceCredential credential;
    private final transient Supplier<Vitals> vitals;
    private final transient JsonMapper json;

    VitalsServlet(ServiceCredential credential, Supplier<Vitals> vitals, JsonMapper json) {
        this.credential = credential;
        this.vitals = vitals;
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!credential.isShownBy(request)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(vitals.get()));
    }
}
