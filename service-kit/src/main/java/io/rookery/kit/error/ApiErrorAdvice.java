package io.rookery.kit.error;

import io.rookery.kit.method.SafeMethods;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every failure that no other advice handles into an error answer of the client API. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiErrorAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiErrorAdvice.class);

    private final WriteOutcome outcome;
    private final RetryLater retryLater;

    ApiErrorAdvice(WriteOutcome outcome) {
        this.outcome = outcome;
        this.retryLater = new RetryLater(outcome);
    }

    @ExceptionHandler
    ResponseEntity<Object> refusal(ApiException refusal) {
        if (outcome.of(refusal.status()) != refusal.status()) {
            return failed(refusal.status(), new HttpHeaders());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.getMessage());
        if (!refusal.details().isEmpty()) {
            body.put("details", refusal.details());
        }
        return answer(refusal.status(), new HttpHeaders(), body);
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(UnavailableException unavailable) {
        return retryLater.answer(
                String.valueOf(unavailable.getMessage()),
                unavailable.isOutcomeUnknown(),
                unavailable.retryAfter());
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> failure(
            Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (isClientGone(failure)) {
            // The client has disconnected and reads no answer.
            log.debug("A client closed its connection", failure);
            return null;
        }
        if (response.isCommitted()) {
            // A partial answer must not look complete: Tomcat closes the connection.
            throw failure;
        }
        if (CancelledWork.is(failure)) {
            return unavailable(
                    SafeMethods.contain(request.getMethod())
                            ? new UnavailableException("A request was cancelled", failure)
                            : UnavailableException.outcomeUnknown(
                                    "A request was cancelled", failure));
        }
        log.error("A request failed unexpectedly", failure);
        return failed(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders());
    }

    /** Answers a path variable that cannot be an identifier like a record that does not exist. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        boolean isPath =
                mismatch instanceof MethodArgumentTypeMismatchException argument
                        && argument.getParameter().hasParameterAnnotation(PathVariable.class);
        return isPath
                ? refusal(ApiException.notFound())
                : handleExceptionInternal(
                        mismatch, null, headers, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    /** Handles a form or a query that cannot be decoded, or an incomplete form. */
    @ExceptionHandler({InvalidParameterException.class, MultipartException.class})
    ResponseEntity<Object> undecodable(Exception unreadable, HttpServletRequest request) {
        HttpStatus status =
                isTooLarge(unreadable) ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST;
        MalformedRequests.report(request.getRemoteAddr(), status.value());
        return failed(status, new HttpHeaders());
    }

    private static boolean isTooLarge(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException invalid) {
                return invalid.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value();
            }
            if (cause instanceof MaxUploadSizeExceededException || cause instanceof SizeException) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (isClientGone(failure)) {
            log.debug("A client closed its connection before its response was written", failure);
            return null;
        }
        if (status.is5xxServerError()) {
            log.error("A request failed unexpectedly", failure);
        }
        return failed(status, headers);
    }

    private ResponseEntity<Object> failed(HttpStatusCode failure, HttpHeaders headers) {
        HttpStatusCode status = outcome.of(failure);
        return answer(status, headers, Map.of("error", ErrorTexts.of(status)));
    }

    private static boolean isClientGone(Exception failure) {
        return DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    private static ResponseEntity<Object> answer(
            HttpStatusCode status, HttpHeaders headers, Map<String, ?> body) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
