package io.rookery.gateway.answer;

import io.rookery.kit.body.ClientConnection;
import io.rookery.kit.method.SafeMethods;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/**
 * Sets security headers. Every response gets {@code X-Content-Type-Options: nosniff}. A response
 * that may depend on the caller, or may contain a secret, gets {@code Cache-Control: no-store}.
 * Responses that are the same for all callers state themselves how long they may be cached.
 */
public final class AnswerHeaders extends ValveBase {

    private static final String RESPONSE = AnswerHeaders.class.getName();
    private static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";
    private static final String AS_NAMED = "nosniff";
    private static final String NOBODY = "no-store";

    AnswerHeaders() {
        super(true);
    }

    /**
     * Closes the connection immediately, so that the client does not take a partial response for a
     * whole one.
     */
    public static void breakOff(HttpServletRequest request) {
        if (request.getAttribute(RESPONSE) instanceof Response response) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /** The connection of a request that has passed this valve. */
    public static ClientConnection connectionOf(HttpServletRequest request) {
        if (request.getAttribute(RESPONSE) instanceof Response response) {
            return ClientConnection.of(response.getRequest());
        }
        throw new IllegalStateException("The request did not pass this valve");
    }

    /** Copies a header of a service's response to the client's, unless this valve sets it. */
    public static void pass(
            HttpServletRequest request, HttpServletResponse response, String name, String value) {
        if (name.equalsIgnoreCase(CONTENT_TYPE_OPTIONS)) {
            return;
        }
        if (!name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
            response.addHeader(name, value);
        } else if (!isPrivate(request)) {
            response.setHeader(name, value);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(RESPONSE, response);
        response.setHeader(CONTENT_TYPE_OPTIONS, AS_NAMED);
        // A cookie may identify the caller. A service may override this where it does not matter.
        if (isPrivate(request) || request.getHeader(HttpHeaders.COOKIE) != null) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, NOBODY);
        }
        getNext().invoke(request, response);
    }

    private static boolean isPrivate(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || !SafeMethods.contain(request.getMethod());
    }
}
