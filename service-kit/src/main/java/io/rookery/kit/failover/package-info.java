/** Failover: retries the requests to other services at another instance if one fails. */
@NullMarked
package io.rookery.kit.failover;

import org.jspecify.annotations.NullMarked;
