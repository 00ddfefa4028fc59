package io.rookery.user;

import static java.util.Objects.requireNonNull;

import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;

/**
 * Intercepts the outbox events of an instance, so that a test can deliver them late, twice or in
 * another order.
 */
final class InterceptedEvents implements BeanPostProcessor {

    private final Map<String, OutboxHandler> handlers = new ConcurrentHashMap<>();
    private final List<OutboxEvent> held = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof OutboxHandler handler)) {
            return bean;
        }
        handlers.put(handler.kind(), handler);
        return new OutboxHandler() {

            @Override
            public String kind() {
                return handler.kind();
            }

            @Override
            public void handle(OutboxEvent event) {
                hold(event);
            }
        };
    }

    private synchronized void hold(OutboxEvent event) {
        held.add(event);
    }

    synchronized int count() {
        return held.size();
    }

    synchronized OutboxEvent get(int index) {
        return held.get(index);
    }

    synchronized OutboxEvent remove(int index) {
        return held.remove(index);
    }

    /** Handles an event with the handler of the service. */
    void deliver(OutboxEvent event) {
        requireNonNull(handlers.get(event.kind())).handle(event);
    }

    /**
     * Spring configuration that adds the interception. It is not annotated, so that only instances
     * that request it have it.
     */
    static class Holding {

        @Bean
        static InterceptedEvents interceptedEvents() {
            return new InterceptedEvents();
        }
    }
}
