/** Requests for a switchover to another primary, sent to the manager of a shard's nodes. */
@NullMarked
package io.rookery.storage.switchover;

import org.jspecify.annotations.NullMarked;
