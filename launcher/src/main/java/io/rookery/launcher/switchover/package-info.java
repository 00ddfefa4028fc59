/** Switchovers of a shard's primary, requested through the API of Patroni. */
@NullMarked
package io.rookery.launcher.switchover;

import org.jspecify.annotations.NullMarked;
