package io.rookery.kit.error;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/**
 * Adds {@code Retry-After} to every answer with 429 or 503 that has none. Code that knows a better
 * value than "soon" sets the header itself, before or after the status.
 */
final class RetryAfterFilter implements Filter {

    static final String SOON = "1";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new Answer((HttpServletResponse) response));
    }

    /** Whether an answer with the status must have {@code Retry-After}. */
    static boolean isOwedBy(int status) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    private static final class Answer extends HttpServletResponseWrapper {

        Answer(HttpServletResponse answer) {
            super(answer);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status);
            sayWhen(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            sayWhen(status);
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sayWhen(status);
            super.sendError(status, message);
        }

        /** Replaces {@code Retry-After} instead of adding it: two values would have no meaning. */
        @Override
        public void addHeader(String name, String value) {
            if (HttpHeaders.RETRY_AFTER.equalsIgnoreCase(name)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }

        private void sayWhen(int status) {
            if (isOwedBy(status) && !containsHeader(HttpHeaders.RETRY_AFTER)) {
                setHeader(HttpHeaders.RETRY_AFTER, SOON);
            }
        }
    }
}
