package io.rookery.kit.error;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/**
 * Ignores the {@code Accept} header: each path has only one representation. Otherwise a write would
 * be done, and then seem to be refused.
 */
final class AcceptValve extends ValveBase {

    AcceptValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.ACCEPT);
        getNext().invoke(request, response);
    }
}
