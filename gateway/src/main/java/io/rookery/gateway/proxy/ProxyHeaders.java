package io.rookery.gateway.proxy;

import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.shard.PartialAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Selects the headers that go to the service and those that come back to the client. */
final class ProxyHeaders {

    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String OURS = "rookery-";

    /** The only one of our own headers that clients receive. */
    private static final String INCOMPLETE = PartialAnswer.HEADER.toLowerCase(Locale.ROOT);

    /** Hop-by-hop headers. They belong to one connection, not to the request. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /** Headers that the gateway sets itself, or that have had their effect here. */
    private static final Set<String> NOT_SENT_ON =
            Set.of(
                    "host",
                    "content-length",
                    "expect",
                    "idempotency-key",
                    "accept-encoding",
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-proto",
                    "x-forwarded-port",
                    "x-forwarded-prefix",
                    "x-forwarded-ssl",
                    "x-real-ip",
                    "traceparent",
                    "tracestate",
                    "baggage");

    private final boolean trustForwarded;

    ProxyHeaders(boolean trustForwarded) {
        this.trustForwarded = trustForwarded;
    }

    /**
     * The headers for the service.
     *
     * @param key the header with a write's key; null for a read
     */
    List<Header> outbound(HttpServletRequest request, String requestId, @Nullable Header key) {
        List<Header> headers = new ArrayList<>(16);
        String connection = request.getHeader(HttpHeaders.CONNECTION);
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (isSentOn(name.toLowerCase(Locale.ROOT), connection)) {
                Enumeration<String> values = request.getHeaders(name);
                while (values.hasMoreElements()) {
                    headers.add(new BasicHeader(name, values.nextElement()));
                }
            }
        }
        headers.add(new BasicHeader(RequestIdentity.REQUEST_ID_HEADER, requestId));
        if (key != null) {
            headers.add(key);
        }
        addForwarded(headers, request);
        return headers;
    }

    /** Whether a header of the service's response is sent to the client. */
    static boolean isSentBack(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lowerCase)
                && (!lowerCase.startsWith(OURS) || lowerCase.equals(INCOMPLETE));
    }

    private static boolean isSentOn(String lowerCase, @Nullable String connection) {
        return !HOP_BY_HOP.contains(lowerCase)
                && !NOT_SENT_ON.contains(lowerCase)
                && !lowerCase.startsWith(OURS)
                && !isNamedBy(connection, lowerCase);
    }

    private static boolean isNamedBy(@Nullable String connection, String lowerCase) {
        if (connection == null || connection.equalsIgnoreCase("keep-alive")) {
            return false;
        }
        for (String token : connection.split(",", -1)) {
            if (token.strip().equalsIgnoreCase(lowerCase)) {
                return true;
            }
        }
        return false;
    }

    private void addForwarded(List<Header> headers, HttpServletRequest request) {
        String host = trusted(request, FORWARDED_HOST);
        String scheme = trusted(request, FORWARDED_PROTO);
        String path = trusted(request, FORWARDED_FOR);
        String ownHost = request.getHeader(HttpHeaders.HOST);
        if (host != null || ownHost != null) {
            headers.add(new BasicHeader(FORWARDED_HOST, host == null ? ownHost : host));
        }
        headers.add(
                new BasicHeader(FORWARDED_PROTO, scheme == null ? request.getScheme() : scheme));
        String client = request.getRemoteAddr();
        headers.add(new BasicHeader(FORWARDED_FOR, path == null ? client : path + ", " + client));
    }

    /**
     * Joins all lines of the header: a line that a proxy has added must not hide behind a client's.
     */
    private @Nullable String trusted(HttpServletRequest request, String name) {
        if (!trustForwarded) {
            return null;
        }
        Enumeration<String> lines = request.getHeaders(name);
        return lines.hasMoreElements() ? String.join(", ", Collections.list(lines)) : null;
    }
}
