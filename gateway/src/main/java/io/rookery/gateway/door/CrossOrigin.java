package io.rookery.gateway.door;

import io.rookery.kit.shard.PartialAnswer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/**
 * Adds CORS headers to every response. Clients in a browser, from any site, can use the whole API
 * and read every response, including errors for requests that cannot be parsed or are refused. This
 * valve answers preflight requests itself.
 */
final class CrossOrigin extends ValveBase {

    private static final String ANY = "*";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** The wildcard covers all headers except {@code Authorization}, which must be named. */
    private static final String HEADERS = "*, " + HttpHeaders.AUTHORIZATION;

    private static final String EXPOSED =
            String.join(
                    ", ",
                    HttpHeaders.LINK,
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset",
                    "X-Request-Id",
                    HttpHeaders.RETRY_AFTER,
                    PartialAnswer.HEADER);
    private static final String AN_HOUR = "3600";

    CrossOrigin() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if (isPreflight(request) && !response.isErrorReportRequired()) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, AN_HOUR);
            response.setContentLength(0);
            return;
        }
        getNext().invoke(request, response);
    }

    private static boolean isPreflight(Request request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
