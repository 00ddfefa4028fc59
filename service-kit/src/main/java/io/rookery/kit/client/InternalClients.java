package io.rookery.kit.client;

import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Makes clients for the HTTP interfaces of other services. */
public final class InternalClients {

    private final RequestFailover failover;
    private final RestClient.Builder builder;
    private final PeerTokens tokens;

    /**
     * @param builder made as the service's own JSON is read and written
     * @param tokens what tells the other services who is calling
     */
    InternalClients(RequestFailover failover, RestClient.Builder builder, PeerTokens tokens) {
        this.failover = failover;
        this.builder = builder;
        this.tokens = tokens;
    }

    /**
     * A client that picks a live instance for each call, goes to another one when that fails, and
     * gives up at the caller's {@link io.rookery.kit.deadline.Deadline} with an {@link
     * io.rookery.kit.error.UnavailableException}. Calls may reach the service twice, so they must
     * do no harm then.
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
