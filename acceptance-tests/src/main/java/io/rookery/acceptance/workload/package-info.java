/** A steady load of requests that records what was acknowledged. */
@NullMarked
package io.rookery.acceptance.workload;

import org.jspecify.annotations.NullMarked;
