package io.rookery.kit.method;

/** HTTP methods that are safe: a request with one of them changes nothing. */
public final class SafeMethods {

    private SafeMethods() {}

    /** Whether the method is safe (RFC 9110, section 9.2.1), TRACE excepted: nothing answers it. */
    public static boolean contain(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }
}
