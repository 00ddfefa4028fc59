/** Observes a platform from outside while a fault is applied to it. */
@NullMarked
package io.rookery.acceptance.observation;

import org.jspecify.annotations.NullMarked;
