/** Replicated Postgres for tests, as processes of the launcher or as containers. */
@NullMarked
package io.rookery.shard.postgres;

import org.jspecify.annotations.NullMarked;
