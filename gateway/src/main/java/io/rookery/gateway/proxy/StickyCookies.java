package io.rookery.gateway.proxy;

import io.rookery.kit.failover.RequestFailover;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sticky sessions: keeps a client on one instance of each service while that instance is healthy.
 * Disabled by default: no service needs it.
 */
final class StickyCookies {

    private static final String PREFIX = "rookery-";

    private final boolean enabled;
    private final RequestFailover failover;

    StickyCookies(boolean enabled, RequestFailover failover) {
        this.enabled = enabled;
        this.failover = failover;
    }

    /** The identifier of the instance that the client's cookie names; null if there is none. */
    @Nullable String preferredInstance(HttpServletRequest request, String service) {
        String mark = enabled ? markIn(request, service) : null;
        if (mark != null) {
            for (String instance : failover.instancesOf(service)) {
                if (mark.equals(markOf(instance))) {
                    return instance;
                }
            }
        }
        return null;
    }

    /** The cookie to set; null when the client needs no new one. */
    @Nullable Cookie toSet(HttpServletRequest request, String service, String instance) {
        if (!enabled || markOf(instance).equals(markIn(request, service))) {
            return null;
        }
        Cookie cookie = new Cookie(PREFIX + service, markOf(instance));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    private static @Nullable String markIn(HttpServletRequest request, String service) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(PREFIX + service)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** Identifies an instance without revealing its address. */
    private static String markOf(String instance) {
        return Integer.toHexString(instance.hashCode());
    }
}
