/** Which service has migrated which shard, told through ZooKeeper. */
@NullMarked
package io.rookery.shard.schema;

import org.jspecify.annotations.NullMarked;
