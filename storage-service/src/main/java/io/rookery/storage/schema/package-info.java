/** Which service has migrated which shard. */
@NullMarked
package io.rookery.storage.schema;

import org.jspecify.annotations.NullMarked;
