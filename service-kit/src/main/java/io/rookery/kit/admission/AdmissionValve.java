package io.rookery.kit.admission;

import io.rookery.kit.error.ErrorTexts;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Admits a request or sheds it. It runs before the web application and its filters: under overload
 * most requests are shed here, and their cost is taken from the admitted ones.
 */
final class AdmissionValve extends ValveBase {

    private static final int LONGEST_PAUSE_SECONDS = 3;
    private static final byte[] REFUSAL =
            ErrorTexts.json(HttpStatus.SERVICE_UNAVAILABLE).getBytes(StandardCharsets.UTF_8);

    private final AdmissionLimit limit;
    private final boolean trustCallers;
    private final boolean tellsHealth;

    /**
     * @param trustCallers whether to believe callers that report strain
     * @param tellsHealth whether health checks arrive on this connector
     */
    AdmissionValve(AdmissionLimit limit, boolean trustCallers, boolean tellsHealth) {
        super(true);
        this.limit = limit;
        this.trustCallers = trustCallers;
        this.tellsHealth = tellsHealth;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isErrorReportRequired()) {
            // Tomcat has already rejected the request; it causes no work.
            getNext().invoke(request, response);
            return;
        }
        // A request that Tomcat could not parse has no URI.
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        if (tellsHealth && isAboutHealth(path)) {
            EntryGate.passed();
            getNext().invoke(request, response);
            return;
        }
        if (trustCallers && request.getHeader(Admission.STRAINED_HEADER) != null) {
            limit.strainedElsewhere();
        }
        AdmittedRequest admitted =
                limit.tryAdmit(
                        Partition.of(Objects.requireNonNullElse(request.getMethod(), ""), path),
                        () -> response.setHeader(Admission.WAITED_HEADER, "1"));
        if (admitted == null) {
            shed(response);
        } else {
            EntryGate.passed();
            try {
                handle(admitted, request, response);
            } finally {
                limit.release(admitted);
            }
        }
    }

    /** Health checks are never shed: they matter most when the instance is busy. */
    private static boolean isAboutHealth(String path) {
        return path.startsWith("/actuator/") || path.equals("/internal/vitals");
    }

    private void handle(AdmittedRequest admitted, Request request, Response response)
            throws IOException, ServletException {
        try {
            ScopedValue.where(AdmittedRequest.CURRENT, admitted)
                    .call(() -> {
                        getNext().invoke(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** Adds jitter to {@code Retry-After}, so that shed clients do not all retry together. */
    private static void shed(Response response) throws IOException {
        int pause = ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_SECONDS + 1);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(pause));
        response.setHeader(Admission.UNPROCESSED_HEADER, "1");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(REFUSAL.length);
        response.getOutputStream().write(REFUSAL);
    }
}
