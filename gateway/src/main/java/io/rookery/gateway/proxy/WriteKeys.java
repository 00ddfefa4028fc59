package io.rookery.gateway.proxy;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.request.RequestIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Enumeration;
import java.util.HexFormat;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * Provides the idempotency key of each write, so that the write is done once, however often it is
 * sent. A key made here is secret: it is random, and neither shown nor logged.
 */
final class WriteKeys {

    private static final int BYTES = 16;
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final SecureRandom random = new SecureRandom();

    /**
     * The header for the service, with the client's key as it came, or with a new one.
     *
     * @throws ApiException if the client's key is too long, or there is more than one
     */
    Header of(HttpServletRequest request) {
        String key = keyIn(request);
        if (key == null) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return new BasicHeader(
                    RequestIdentity.IDEMPOTENCY_KEY_HEADER, HexFormat.of().formatHex(bytes));
        }
        return isAscii(key)
                ? new BasicHeader(RequestIdentity.IDEMPOTENCY_KEY_HEADER, key)
                : new BasicHeader(RequestIdentity.ENCODED_KEY_HEADER, encoded(key));
    }

    /**
     * Checks the client's key, also for requests that need none.
     *
     * @throws ApiException if the client's key is too long, or there is more than one
     */
    void check(HttpServletRequest request) {
        keyIn(request);
    }

    /** Returns the client's key, or null. A blank key counts as none. */
    private static @Nullable String keyIn(HttpServletRequest request) {
        Enumeration<String> keys = request.getHeaders(RequestIdentity.IDEMPOTENCY_KEY_HEADER);
        String key = null;
        while (keys.hasMoreElements()) {
            String next = keys.nextElement();
            if (next.isBlank()) {
                continue;
            }
            if (key != null) {
                throw ApiException.invalid("there is more than one Idempotency-Key");
            }
            key = next;
        }
        if (key != null && key.length() > RequestIdentity.LONGEST_KEY) {
            throw ApiException.invalid(
                    "Idempotency-Key is too long (at most %d bytes)"
                            .formatted(RequestIdentity.LONGEST_KEY));
        }
        return key;
    }

    private static boolean isAscii(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return true;
    }

    /** Encodes the bytes of the header as they came: each of its characters is one byte. */
    private static String encoded(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.ISO_8859_1));
    }
}
