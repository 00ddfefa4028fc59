/** User journeys: people and their apps use the platform normally. */
@NullMarked
package io.rookery.acceptance.journey;

import org.jspecify.annotations.NullMarked;
