package io.rookery.kit.error;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Writes the error answers to requests that Tomcat refuses before any servlet sees them, such as
 * those with a path that it cannot decode.
 */
public final class ApiErrorValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ApiErrorValve.class);
    private static final int FIRST_ERROR = 400;

    /** Called by Tomcat, which knows only the class name. */
    public ApiErrorValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = MalformedRequests.status(response.getStatus());
        if (status < FIRST_ERROR
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        response.setStatus(status);
        MalformedRequests.report(request.getRemoteAddr(), status);
        if (RetryAfterFilter.isOwedBy(status)
                && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RetryAfterFilter.SOON);
        }
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.getReporter().write(ErrorTexts.json(HttpStatusCode.valueOf(status)));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            log.debug("An error response could not be written", e);
        }
    }
}
