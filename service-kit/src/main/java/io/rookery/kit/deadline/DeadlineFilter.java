package io.rookery.kit.deadline;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the deadline from the request header and binds it to the handling of the request. */
final class DeadlineFilter implements Filter {

    private static final int LONGEST_HEADER = 9;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            Deadline.call(
                    timeLeft(((HttpServletRequest) request).getHeader(Deadline.HEADER)),
                    () -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static Duration timeLeft(@Nullable String header) {
        if (header == null || header.isEmpty() || header.length() > LONGEST_HEADER) {
            return Deadline.LONGEST;
        }
        try {
            Duration asked = Duration.ofMillis(Math.max(0, Integer.parseInt(header)));
            return asked.compareTo(Deadline.LONGEST) < 0 ? asked : Deadline.LONGEST;
        } catch (NumberFormatException e) {
            return Deadline.LONGEST;
        }
    }
}
