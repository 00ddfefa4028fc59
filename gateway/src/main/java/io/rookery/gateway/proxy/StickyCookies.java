package io.rookery.gateway.proxy;

import io.rookery.kit.failover.RequestFailover;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client with one instance of each service for as long as that is in good order. Off unless
 * it is asked for: no service needs it.
 */
final class StickyCookies {

    private static final String PREFIX = "rookery-";

    private final boolean enabled;
    private final RequestFailover failover;

    StickyCookies(boolean enabled, RequestFailover failover) {
        this.enabled = enabled;
        this.failover = failover;
    }

    /** Identifier of the instance that the client's cookie means; null without one. */
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

    /** The cookie that the client is given; null when it needs no new one. */
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

    /** Tells instances apart without telling anyone where they are. */
    private static String markOf(String instance) {
        return Integer.toHexString(instance.hashCode());
    }
}
