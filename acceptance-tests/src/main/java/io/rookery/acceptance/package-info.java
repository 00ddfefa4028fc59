/** Journeys, failures and invariants of the whole platform. */
@NullMarked
package io.rookery.acceptance;

import org.jspecify.annotations.NullMarked;
