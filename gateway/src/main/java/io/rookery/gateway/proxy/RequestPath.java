package io.rookery.gateway.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** The path of a client's request. */
final class RequestPath {

    /** Anything in a path that two parsers might interpret differently. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|/\\.\\.?(/|$)|[;\\\\]|%(2e|2f|5c|00|25)", Pattern.CASE_INSENSITIVE);

    private RequestPath() {}

    /**
     * Returns the path as it came over the wire, without the query and without a trailing slash.
     */
    static String of(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    /** Returns the path as routes and services understand it, without a trailing slash. */
    static String decoded(HttpServletRequest request) {
        return UriUtils.decode(of(request), StandardCharsets.UTF_8);
    }

    /** Whether the gateway and a service might understand the path differently. */
    static boolean isAmbiguous(String path) {
        return AMBIGUOUS.matcher(path).find();
    }
}
