package io.rookery.kit.vitals;

import java.util.List;

/**
 * Reports the state of the shards as this instance sees them; a service without shards has none.
 */
public interface ShardGauge {

    /** Returns the state from memory, without waiting. */
    List<ShardStatus> shards();
}
