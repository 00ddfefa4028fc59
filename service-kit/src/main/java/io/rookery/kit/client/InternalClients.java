package io.rookery.kit.client;

import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Creates clients for the HTTP interfaces of other services. */
public final class InternalClients {

    private final RequestFailover failover;
    private final RestClient.Builder builder;
    private final PeerTokens tokens;

    /**
     * @param builder reads and writes JSON like the service itself
     * @param tokens authenticates this service to the other ones
     */
    InternalClients(RequestFailover failover, RestClient.Builder builder, PeerTokens tokens) {
        this.failover = failover;
        this.builder = builder;
        this.tokens = tokens;
    }

    /**
     * Creates a client with load balancing and failover. It picks a live instance for each call,
     * retries at another one if that fails, and gives up at the caller's {@link
     * io.rookery.kit.deadline.Deadline} with an {@link io.rookery.kit.error.UnavailableException}.
     * Calls may reach the service more than once, so they must be idempotent.
     *
     * @param httpInterface an interface with Spring's {@code @HttpExchange} methods
     * @param serviceName the name under which instances of the service register
     */
    public <T> T client(Class<T> httpInterface, String serviceName) {
        failover.prepare(serviceName);
        RestClient client =
                builder.clone()
                        .baseUrl("http://" + serviceName)
                        .requestFactory(
                                new FailoverRequestFactory(Peer.of(serviceName), failover, tokens))
                        .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(httpInterface);
    }
}
