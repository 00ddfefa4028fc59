/** How a shard's nodes are told to change places: by the requests that Patroni's REST API takes. */
@NullMarked
package io.rookery.launcher.switchover;

import org.jspecify.annotations.NullMarked;
