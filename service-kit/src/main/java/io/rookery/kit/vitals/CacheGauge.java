package io.rookery.kit.vitals;

import java.util.List;

/**
 * Reports the state of the cache nodes as this instance sees them; a service without a cache has
 * none.
 */
public interface CacheGauge {

    /** Returns the state from memory, without waiting. */
    List<CacheStatus> caches();
}
