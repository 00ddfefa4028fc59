package io.rookery.user.session;

import io.rookery.kit.request.RequestIdentity;

/** Identifies repeated requests to operations that return secrets. */
public final class RequestKey {

    private RequestKey() {}

    /**
     * The request's idempotency key. A request without one never counts as repeated. The request id
     * is not used instead, because responses and logs show it.
     */
    public static String of(RequestIdentity identity) {
        String key = identity.idempotencyKey();
        return key == null ? Secret.random() : key;
    }
}
