package io.rookery.kit.vitals;

import java.util.List;

/** Tells how an instance fares with the nodes of its cache; a service without a cache has none. */
public interface CacheGauge {

    /** Answers from memory. */
    List<CacheVitals> caches();
}
