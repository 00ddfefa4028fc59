package io.rookery.gateway.proxy;

import io.rookery.gateway.route.RouteTable;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.failover.Answer;
import io.rookery.kit.failover.OutboundRequest;
import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.BearerToken;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.kit.trace.RequestName;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes a request on. Its body is kept until it is answered and every write carries a key, so that
 * it can go to another instance when the first one fails.
 */
final class ProxyHandler implements HandlerFunction<ServerResponse> {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final RouteTable routes;
    private final RequestFailover failover;
    private final TokenVerifier tokens;
    private final Revocation revocation;
    private final StickyCookies cookies;
    private final ProxyHeaders headers;
    private final GatewaySettings settings;

    ProxyHandler(
            RouteTable routes,
            RequestFailover failover,
            TokenVerifier tokens,
            Revocation revocation,
            StickyCookies cookies,
            GatewaySettings settings) {
        this.routes = routes;
        this.failover = failover;
        this.tokens = tokens;
        this.revocation = revocation;
        this.cookies = cookies;
        this.headers = new ProxyHeaders(settings.trustForwarded());
        this.settings = settings;
    }

    @Override
    public ServerResponse handle(ServerRequest serverRequest) throws IOException {
        HttpServletRequest request = serverRequest.servletRequest();
        String token = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (token != null) {
            tokens.verify(token);
        }
        String service = Objects.requireNonNull(routes.serviceOf(request.getRequestURI()));
        String name = RequestName.of(request);
        String requestId = name == null ? UUID.randomUUID().toString() : name;
        byte[] body = body(request);
        OutboundRequest outbound =
                new OutboundRequest(
                        service,
                        request.getMethod(),
                        target(request),
                        headers.outbound(request, requestId, keyToAdd(request, requestId)),
                        entity(body),
                        true,
                        cookies.preferredInstance(request, service));
        Answer answer = Deadline.call(settings.deadline(), () -> failover.send(outbound));
        revocation.learnFrom(request, body, answer.status());
        return new ProxiedResponse(
                answer, requestId, cookies.toSet(request, service, answer.instanceId()));
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
    }

    /** The key for a write that has none of its own; null when none is missing. */
    private static @Nullable String keyToAdd(HttpServletRequest request, String requestId) {
        boolean isMissing =
                !READS.contains(request.getMethod())
                        && request.getHeader(RequestIdentity.IDEMPOTENCY_KEY_HEADER) == null;
        return isMissing ? requestId : null;
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        int largest = Math.toIntExact(settings.largestBody().toBytes());
        if (request.getContentLengthLong() > largest) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(largest + 1);
        if (body.length > largest) {
            throw tooLarge();
        }
        return body;
    }

    private static ApiException tooLarge() {
        return new ApiException(HttpStatus.CONTENT_TOO_LARGE, "The request body is too large");
    }

    private static @Nullable HttpEntity entity(byte[] body) {
        // The type is among the headers already.
        return body.length == 0 ? null : new ByteArrayEntity(body, (ContentType) null);
    }
}
