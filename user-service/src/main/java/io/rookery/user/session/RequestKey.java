package io.rookery.user.session;

import io.rookery.kit.request.RequestIdentity;

/** Tells repetitions of a request from others, for what gives out secrets. */
public final class RequestKey {

    private RequestKey() {}

    /**
     * The request's idempotency key. A request without one is no other's repetition: its
     * identifier, which answers and logs show, is never taken instead.
     */
    public static String of(RequestIdentity identity) {
        String key = identity.idempotencyKey();
        return key == null ? Secret.random() : key;
    }
}
