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
 * Takes a request or sheds it. It stands before the web application and its filters, for under
 * overload most requests get no further, and what they cost is taken from those that do.
 */
final class AdmissionValve extends ValveBase {

    private static final int LONGEST_PAUSE_SECONDS = 3;
    private static final byte[] REFUSAL =
            ErrorTexts.json(HttpStatus.SERVICE_UNAVAILABLE).getBytes(StandardCharsets.UTF_8);

    private final AdmissionLimit limit;
    private final boolean trustCallers;
    private final boolean tellsHealth;

    /**
     * @param trustCallers whether callers are believed that they are strained
     * @param tellsHealth whether it is here that the instance is asked how it is
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
            // Its answer is decided; nothing is to be done for it.
            getNext().invoke(request, response);
            return;
        }
        // What Tomcat could not read has none.
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        if (tellsHealth && isAboutHealth(path)) {
            Door.passed();
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
            Door.passed();
            try {
                handle(admitted, request, response);
            } finally {
                limit.release(admitted);
            }
        }
    }

    /** Whoever asks how an instance is must learn it, most of all when it is busy. */
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

    /** When to try again is left to chance, so that those who are shed do not return as one. */
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
