package io.rookery.kit.client;

import io.rookery.kit.error.UnavailableException;
import io.rookery.kit.failover.OutboundRequest;
import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.failover.UpstreamResponse;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.request.RequestIdentity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** Sends the requests of Spring's HTTP clients through {@link RequestFailover}. */
final class FailoverRequestFactory implements ClientHttpRequestFactory {

    private final Peer peer;
    private final String service;
    private final RequestFailover failover;
    private final PeerTokens tokens;

    FailoverRequestFactory(Peer peer, RequestFailover failover, PeerTokens tokens) {
        this.peer = peer;
        this.service = peer.text();
        this.failover = failover;
        this.tokens = tokens;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        return new BufferedRequest(uri, method, this::send);
    }

    private ClientHttpResponse send(URI uri, HttpMethod method, HttpHeaders headers, byte[] body) {
        UpstreamResponse answer =
                failover.send(
                        new OutboundRequest(
                                service,
                                method.name(),
                                target(uri),
                                headersToSend(headers),
                                entity(body),
                                true,
                                null));
        if (answer.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            throw new UnavailableException(service + " is unavailable", null);
        }
        if (answer.status() == HttpStatus.UNAUTHORIZED.value()
                || answer.status() == HttpStatus.FORBIDDEN.value()) {
            // The cause is clock skew, or a key that not all instances know. The original client
            // cannot fix that. An earlier attempt at another instance may have done the write.
            String why =
                    "%s rejected a request from this service (%d)"
                            .formatted(service, answer.status());
            throw method.equals(HttpMethod.GET)
                    ? new UnavailableException(why, null)
                    : UnavailableException.outcomeUnknown(why, null);
        }
        if (answer.status() == HttpStatus.GATEWAY_TIMEOUT.value()) {
            throw UnavailableException.outcomeUnknown(
                    "The outcome of a request to " + service + " is unknown", null);
        }
        return new FailoverHttpResponse(answer);
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    private List<Header> headersToSend(HttpHeaders headers) {
        List<Header> list = new ArrayList<>();
        list.add(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.tokenFor(peer)));
        headers.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> list.add(new BasicHeader(name, value)));
            }
        });
        if (!headers.containsHeader(RequestIdentity.REQUEST_ID_HEADER)) {
            list.add(
                    new BasicHeader(
                            RequestIdentity.REQUEST_ID_HEADER, UUID.randomUUID().toString()));
        }
        return list;
    }

    private static @Nullable HttpEntity entity(byte[] body) {
        // The content type is in the headers already.
        return body.length == 0 ? null : new ByteArrayEntity(body, (ContentType) null);
    }
}
