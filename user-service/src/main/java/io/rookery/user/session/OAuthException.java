package io.rookery.user.session;

import org.springframework.http.HttpStatus;

/** An OAuth 2 error response (RFC 6749, section 5.2). */
final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String error;

    private OAuthException(HttpStatus status, String error, String description) {
        // An ordinary response, so no stack trace is needed.
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    static OAuthException invalidRequest(String description) {
        return new OAuthException(HttpStatus.BAD_REQUEST, "invalid_request", description);
    }

    static OAuthException invalidClient() {
        return new OAuthException(
                HttpStatus.UNAUTHORIZED,
                "invalid_client",
                "Client authentication failed due to unknown client, no client authentication included,"
                        + " or unsupported authentication method.");
    }

    static OAuthException invalidGrant() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST,
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the"
                        + " redirection URI used in the authorization request, or was issued to another client.");
    }

    static OAuthException invalidScope() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST,
                "invalid_scope",
                "The requested scope is invalid, unknown, or malformed.");
    }

    static OAuthException unsupportedGrantType() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST,
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server.");
    }

    static OAuthException unsupportedResponseType() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST,
                "unsupported_response_type",
                "The authorization server does not support this response type.");
    }

    static OAuthException accessDenied() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST,
                "access_denied",
                "The resource owner or authorization server denied the request.");
    }

    static OAuthException foreignToken() {
        return new OAuthException(
                HttpStatus.FORBIDDEN,
                "unauthorized_client",
                "You are not authorized to revoke this token");
    }

    HttpStatus status() {
        return status;
    }

    /** The error code, such as {@code invalid_grant}. */
    String error() {
        return error;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
