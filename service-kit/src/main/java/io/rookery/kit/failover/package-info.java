/** Requests that outlive the instance that they were sent to. */
@NullMarked
package io.rookery.kit.failover;

import org.jspecify.annotations.NullMarked;
