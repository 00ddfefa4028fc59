/**
 * Switchovers: requests for another primary of a shard, sent to the manager of its nodes. {@link
 * io.rookery.storage.monitoring.switchover.Switchovers} limits them to one per interval.
 */
@NullMarked
package io.rookery.storage.monitoring.switchover;

import org.jspecify.annotations.NullMarked;
