package io.rookery.kit.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Refuses a path with percent-encoded path parameters (after {@code ;}), which may be undecodable.
 * Tomcat ignores them, Spring fails on them before any error handler runs, and no path of the API
 * has any.
 */
final class PathParametersFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        int parameters = path.indexOf(';');
        if (parameters >= 0 && path.indexOf('%', parameters) >= 0) {
            // This does not use an error page, because Spring parses the path again for that.
            HttpStatus status = HttpStatus.BAD_REQUEST;
            MalformedRequests.report(request.getRemoteAddr(), status.value());
            response.setStatus(status.value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream()
                    .write(ErrorTexts.json(status).getBytes(StandardCharsets.UTF_8));
        } else {
            chain.doFilter(request, response);
        }
    }
}
