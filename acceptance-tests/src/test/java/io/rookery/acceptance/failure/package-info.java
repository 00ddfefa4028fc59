/** Failure scenarios: faults are injected while clients use the platform. */
@NullMarked
package io.rookery.acceptance.failure;

import org.jspecify.annotations.NullMarked;
