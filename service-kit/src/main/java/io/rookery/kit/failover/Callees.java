package io.rookery.kit.failover;

import java.util.List;

/** The instances that this one has sent requests to. */
public final class Callees {

    private final InstanceHealth health;

    Callees(InstanceHealth health) {
        this.health = health;
    }

    /** What is known of each, in no particular order. */
    public List<Callee> all() {
        return health.callees();
    }
}
