/**
 * Access to the shards' Postgres: routed, fenced and retried transactions, and reads that survive
 * the loss of a primary.
 */
@NullMarked
package io.rookery.shard.transaction;

import org.jspecify.annotations.NullMarked;
