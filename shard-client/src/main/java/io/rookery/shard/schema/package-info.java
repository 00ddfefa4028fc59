/** Records in ZooKeeper which service has migrated its schema on which shard. */
@NullMarked
package io.rookery.shard.schema;

import org.jspecify.annotations.NullMarked;
