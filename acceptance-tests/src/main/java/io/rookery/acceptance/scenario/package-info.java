/** Failure scenarios: a fault, what may be felt of it, and by when everything is whole again. */
@NullMarked
package io.rookery.acceptance.scenario;

import org.jspecify.annotations.NullMarked;
