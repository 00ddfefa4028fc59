/**
 * Failure scenarios: a fault, what clients may notice of it, and by when everything must be whole
 * again.
 */
@NullMarked
package io.rookery.acceptance.scenario;

import org.jspecify.annotations.NullMarked;
