/** Failure scenarios of the platform under docker compose, with the same workload and checks. */
@NullMarked
package io.rookery.acceptance.compose;

import org.jspecify.annotations.NullMarked;
