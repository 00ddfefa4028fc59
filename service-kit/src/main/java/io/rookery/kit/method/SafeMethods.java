package io.rookery.kit.method;

import org.jspecify.annotations.Nullable;

/** HTTP methods that are safe: a request with one of them changes nothing. */
public final class SafeMethods {

    private SafeMethods() {}

    /**
     * Whether the method is safe (RFC 9110, section 9.2.1), TRACE excepted: nothing answers it.
     *
     * @param method null if the request could not be read so far
     */
    public static boolean contain(@Nullable String method) {
        return "GET".equals(method) || "HEAD".equals(method) || "OPTIONS".equals(method);
    }
}
