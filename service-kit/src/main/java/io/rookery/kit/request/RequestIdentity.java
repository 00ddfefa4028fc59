package io.rookery.kit.request;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a request: all its retries have the same identity. Controllers take it as an argument.
 *
 * @param requestId the same for every attempt of one request; made by the gateway
 * @param idempotencyKey the key of a write, from the client or else from the gateway, at most
 *     {@value #LONGEST_KEY} bytes of any kind, one character for each byte; null for a read. A key
 *     from the gateway is secret and never shown
 */
public record RequestIdentity(String requestId, @Nullable String idempotencyKey) {

    /** Header that carries the request's identifier. */
    public static final String REQUEST_ID_HEADER = "Rookery-Request-Id";

    /** Header that carries the idempotency key. */
    public static final String IDEMPOTENCY_KEY_HEADER = "Idempotency-Key";

    /**
     * Header in which the gateway passes on a key that is not ASCII, as Base64 (URL). So the key
     * arrives unchanged, whatever characters the client has chosen.
     */
    public static final String ENCODED_KEY_HEADER = "Rookery-Idempotency-Key";

    /** The longest idempotency key that is accepted, in bytes; a longer one is refused with 422. */
    public static final int LONGEST_KEY = 255;

    /** Returns the idempotency key, or the request's identifier if there is none. */
    public String key() {
        return idempotencyKey == null ? requestId : idempotencyKey;
    }
}
