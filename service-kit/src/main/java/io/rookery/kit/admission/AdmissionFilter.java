package io.rookery.kit.admission;

import io.rookery.kit.error.ErrorTexts;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Takes a request or sheds it, before anything expensive is done for it. */
final class AdmissionFilter implements Filter {

    private static final int LONGEST_PAUSE_SECONDS = 3;
    private static final byte[] REFUSAL =
            "{\"error\":\"%s\"}"
                    .formatted(ErrorTexts.of(HttpStatus.SERVICE_UNAVAILABLE))
                    .getBytes(StandardCharsets.UTF_8);

    private final AdmissionLimit limit;
    private final boolean trustCallers;

    AdmissionFilter(AdmissionLimit limit, boolean trustCallers) {
        this.limit = limit;
        this.trustCallers = trustCallers;
    }

    @Override
    public void doFilter(
            ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String path = request.getRequestURI();
        if (isAboutHealth(path)) {
            chain.doFilter(request, response);
            return;
        }
        if (trustCallers && request.getHeader(Admission.STRAINED_HEADER) != null) {
            limit.strainedElsewhere();
        }
        AdmittedRequest admitted =
                limit.tryAdmit(
                        Partition.of(request.getMethod(), path),
                        () -> response.setHeader(Admission.WAITED_HEADER, "1"));
        if (admitted == null) {
            shed(response);
        } else {
            try {
                handle(admitted, request, response, chain);
            } finally {
                limit.release(admitted);
            }
        }
    }

    /** Whoever asks how an instance is must learn it, most of all when it is busy. */
    private static boolean isAboutHealth(String path) {
        return path.startsWith("/actuator/") || path.equals("/internal/vitals");
    }

    private static void handle(
            AdmittedRequest admitted,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        try {
            ScopedValue.where(AdmittedRequest.CURRENT, admitted)
                    .call(() -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** When to try again is left to chance, so that those who are shed do not return as one. */
    private static void shed(HttpServletResponse response) throws IOException {
        int pause = ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_SECONDS + 1);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(pause));
        response.setHeader(Admission.UNPROCESSED_HEADER, "1");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(REFUSAL.length);
        response.getOutputStream().write(REFUSAL);
    }
}
