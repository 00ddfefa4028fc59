package io.rookery.gateway.proxy;

import io.rookery.gateway.answer.AnswerMemory;
import io.rookery.kit.body.ReadBody;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.failover.OutboundRequest;
import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.failover.UpstreamResponse;
import io.rookery.kit.method.SafeMethods;
import io.rookery.kit.security.BearerToken;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.kit.trace.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Forwards a request to an instance of its service. The gateway keeps the body until the response
 * comes, and every write carries an idempotency key, so that the request can go to another instance
 * when the first one fails.
 */
final class ProxyHandler {

    private final RequestFailover failover;
    private final TokenVerifier tokens;
    private final Revocation revocation;
    private final StickyCookies cookies;
    private final ProxyHeaders headers;
    private final AnswerMemory memory;
    private final WriteKeys keys = new WriteKeys();
    private final GatewaySettings settings;

    ProxyHandler(
            RequestFailover failover,
            TokenVerifier tokens,
            Revocation revocation,
            StickyCookies cookies,
            AnswerMemory memory,
            GatewaySettings settings) {
        this.failover = failover;
        this.tokens = tokens;
        this.revocation = revocation;
        this.cookies = cookies;
        this.memory = memory;
        this.headers = new ProxyHeaders(settings.trustForwarded());
        this.settings = settings;
    }

    /**
     * Forwards a request to the service of its route.
     *
     * @throws NoResourceFoundException if the path is ambiguous
     * @throws ApiException if the access token is not valid
     */
    ServerResponse handle(Route route, ServerRequest serverRequest)
            throws NoResourceFoundException {
        HttpServletRequest request = serverRequest.servletRequest();
        String path = RequestPath.of(request);
        if (RequestPath.isAmbiguous(path)) {
            throw new NoResourceFoundException(serverRequest.method(), path, path);
        }
        String token = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (token != null && route.verifiesTokens()) {
            tokens.verify(token);
        }
        String service = route.service();
        String name = TraceId.of(request);
        String requestId = name == null ? UUID.randomUUID().toString() : name;
        byte[] body = ReadBody.of(request);
        OutboundRequest outbound =
                new OutboundRequest(
                        service,
                        request.getMethod(),
                        target(path, request.getQueryString()),
                        headers.outbound(request, requestId, key(request)),
                        entity(body),
                        true,
                        cookies.preferredInstance(request, service));
        UpstreamResponse answer = Deadline.call(deadline(request), () -> failover.send(outbound));
        revocation.learnFrom(request, body, answer.status());
        return new ProxiedResponse(
                answer, memory, requestId, cookies.toSet(request, service, answer.instanceId()));
    }

    private static String target(String path, @Nullable String query) {
        return query == null ? path : path + '?' + query;
    }

    private Duration deadline(HttpServletRequest request) {
        return isRead(request) ? settings.readDeadline() : settings.deadline();
    }

    private @Nullable Header key(HttpServletRequest request) {
        if (isRead(request)) {
            keys.check(request);
            return null;
        }
        return keys.of(request);
    }

    static boolean isRead(HttpServletRequest request) {
        return SafeMethods.contain(request.getMethod());
    }

    private static @Nullable HttpEntity entity(byte[] body) {
        // The headers contain the content type already.
        return body.length == 0 ? null : new ByteArrayEntity(body, (ContentType) null);
    }
}
