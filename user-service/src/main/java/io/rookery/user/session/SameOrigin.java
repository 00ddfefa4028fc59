package io.rookery.user.session;

import io.rookery.api.paging.Link;
import io.rookery.kit.error.ApiException;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Protects forms against cross-site request forgery: distinguishes a form that was sent from our
 * own page from one that another site made a browser send. Browsers send {@code Sec-Fetch-Site},
 * and older ones {@code Origin}. A client that sends neither is not a browser, so another site
 * cannot make it send anything.
 */
public final class SameOrigin {

    private SameOrigin() {}

    /**
     * Rejects a form that another site sent.
     *
     * @throws ApiException 403
     */
    public static void require(HttpServletRequest request) {
        if (!isSentFrom(Link.origin(request), request)) {
            throw ApiException.forbidden("The form was sent from another site");
        }
    }

    /**
     * Whether the request may have come from our own page.
     *
     * @param ownOrigin scheme, host and port at which the client reached us
     */
    static boolean isSentFrom(String ownOrigin, HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equalsIgnoreCase(ownOrigin);
    }
}
