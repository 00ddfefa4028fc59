/** The control plane: shard map, placement and schema readiness. */
@NullMarked
package io.rookery.storage;

import org.jspecify.annotations.NullMarked;
