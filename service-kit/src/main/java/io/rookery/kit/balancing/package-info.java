/** Client-side load balancing: picks the service instance that gets the next request. */
@NullMarked
package io.rookery.kit.balancing;

import org.jspecify.annotations.NullMarked;
