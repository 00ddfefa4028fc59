package io.rookery.kit.failover;

import java.util.List;

/** Provides the statistics of the instances to which this one has sent requests. */
public final class UpstreamStatsSource {

    private final InstanceHealth health;

    UpstreamStatsSource(InstanceHealth health) {
        this.health = health;
    }

    /** The statistics of each instance, in no particular order. */
    public List<UpstreamStats> all() {
        return health.upstreamStats();
    }
}
