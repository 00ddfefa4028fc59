package io.rookery.kit.request;

import org.jspecify.annotations.Nullable;

/**
 * Tells one request, and its repetitions, from any other. Controllers take it as an argument.
 *
 * @param requestId the same for every try of one request; made by the gateway
 * @param idempotencyKey what the client, or for its lack the gateway, has given a write, at most
 *     {@value #LONGEST_KEY} bytes of any kind, a character for each byte as it came; null for a
 *     read. It is the gateway's secret if it is not the client's, and never shown
 */
public record RequestIdentity(String requestId, @Nullable String idempotencyKey) {

    /** Header that carries the request's identifier. */
    public static final String REQUEST_ID_HEADER = "Rookery-Request-Id";

    /** Header that carries the idempotency key. */
    public static final String IDEMPOTENCY_KEY_HEADER = "Idempotency-Key";

    /**
     * Header that carries a key that is not ASCII from the gateway, as Base64 (URL): whatever
     * characters a client has chosen, it arrives as it was.
     */
    public static final String ENCODED_KEY_HEADER = "Rookery-Idempotency-Key";

    /** The longest idempotency key that is taken, in bytes; a longer one is refused with 422. */
    public static final int LONGEST_KEY = 255;

    /** The idempotency key, or the request's identifier for a caller that has given none. */
    public String key() {
        return idempotencyKey == null ? requestId : idempotencyKey;
    }
}
