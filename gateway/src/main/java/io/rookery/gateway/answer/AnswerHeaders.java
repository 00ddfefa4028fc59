package io.rookery.gateway.answer;

import io.rookery.kit.body.ClientConnection;
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
 * Says on every answer, whoever words it, that it is of the type that it names; and on everyone
 * that may depend on who asks, or may hold a secret, that nobody is to keep it. What anybody gets
 * who looks says for itself how long it may be kept.
 */
public final class AnswerHeaders extends ValveBase {

    private static final String RESPONSE = AnswerHeaders.class.getName();
    private static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";
    private static final String AS_NAMED = "nosniff";
    private static final String NOBODY = "no-store";

    AnswerHeaders() {
        super(true);
    }

    /** Ends the connection at once, so that nobody takes what has been sent for a whole answer. */
    public static void breakOff(HttpServletRequest request) {
        if (request.getAttribute(RESPONSE) instanceof Response response) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /** The connection of a request that has come through here. */
    public static ClientConnection connectionOf(HttpServletRequest request) {
        if (request.getAttribute(RESPONSE) instanceof Response response) {
            return ClientConnection.of(response.getRequest());
        }
        throw new IllegalStateException("The request has come by no connection");
    }

    /** Puts a header of a service's answer into the client's, unless it is decided here. */
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
        // A cookie may tell who asks; the service knows better where it does not matter.
        if (isPrivate(request) || request.getHeader(HttpHeaders.COOKIE) != null) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, NOBODY);
        }
        getNext().invoke(request, response);
    }

    private static boolean isPrivate(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null || !isLook(request.getMethod());
    }

    private static boolean isLook(String method) {
        return "GET".equals(method) || "HEAD".equals(method) || "OPTIONS".equals(method);
    }
}
