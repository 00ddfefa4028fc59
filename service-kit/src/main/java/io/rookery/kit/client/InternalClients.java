package io.rookery.kit.client;

/** Makes clients for the HTTP interfaces of other services. */
public interface InternalClients {

    /**
     * A client that picks a live instance for each call, goes to another one when that fails, and
     * gives up at the caller's {@link io.rookery.kit.deadline.Deadline}.
     *
     * @param httpInterface an interface with Spring's {@code @HttpExchange} methods
     * @param serviceName the name under which instances of the service register
     */
    <T> T client(Class<T> httpInterface, String serviceName);
}
