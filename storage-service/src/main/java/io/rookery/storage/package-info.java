/**
 * The control plane. It has two jobs, which do not depend on each other: {@code placement} decides
 * which shard owns which slots, and {@code monitoring} finds out what is wrong with the platform.
 * They share the election of a leader, the protection of ZooKeeper's nodes, schema readiness, and
 * the declared shards.
 */
@NullMarked
package io.rookery.storage;

import org.jspecify.annotations.NullMarked;
