package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.error.UnavailableException;
import io.rookery.kit.security.BearerToken;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.user.throttle.ClientAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The origin of a sign-in try, as far as it is known before the password is verified.
 *
 * @param address address that the request comes from
 * @param deviceCookie cookie that the device received at an earlier sign-in; empty if none
 * @param token holder of the valid access token in the request, if any
 */
record Visitor(ClientAddress address, String deviceCookie, Caller token) {

    /** Reads a request. A token that cannot be verified is ignored. */
    static Visitor of(HttpServletRequest request, ClientAddress address, TokenVerifier tokens) {
        return new Visitor(address, deviceIn(request), callerOf(request, tokens));
    }

    /** Whether there is anything by which the device may be known. */
    boolean mayBeKnown() {
        return !deviceCookie.isEmpty() || token.accountId() != null;
    }

    @Override
    public String toString() {
        return "Visitor[" + address.text() + "]";
    }

    /** The values of all cookies of that name. */
    static List<String> cookiesIn(HttpServletRequest request, String name) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .toList();
    }

    private static String deviceIn(HttpServletRequest request) {
        return cookiesIn(request, KnownDevices.COOKIE).stream().findFirst().orElse("");
    }

    private static Caller callerOf(HttpServletRequest request, TokenVerifier tokens) {
        String token = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        try {
            return token == null ? Caller.ANONYMOUS : tokens.verify(token);
        } catch (ApiException | UnavailableException e) {
            return Caller.ANONYMOUS;
        }
    }
}
