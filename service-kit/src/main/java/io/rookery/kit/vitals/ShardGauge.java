package io.rookery.kit.vitals;

import java.util.List;

/** Tells how an instance fares with its shards; a service without shards has none. */
public interface ShardGauge {

    /** Answers from memory. */
    List<ShardVitals> shards();
}
