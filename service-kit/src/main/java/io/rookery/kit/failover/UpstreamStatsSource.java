package io.rookery.kit.failover;

import java.util.List;

/** Provides the statistics of the instances to which this one has sent requests. */
public interface UpstreamStatsSource {

    /** The statistics of each instance, in no particular order. */
    List<UpstreamStats> all();
}
