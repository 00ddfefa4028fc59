/** A steady stream of requests that remembers what was acknowledged. */
@NullMarked
package io.rookery.acceptance.workload;

import org.jspecify.annotations.NullMarked;
