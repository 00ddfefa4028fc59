/** Replicated Postgres to test on: the launcher's processes, or containers. */
@NullMarked
package io.rookery.shard.postgres;

import org.jspecify.annotations.NullMarked;
