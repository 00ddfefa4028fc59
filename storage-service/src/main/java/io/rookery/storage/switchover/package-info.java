/** Asking whoever manages a shard's nodes to make another one primary. */
@NullMarked
package io.rookery.storage.switchover;

import org.jspecify.annotations.NullMarked;
