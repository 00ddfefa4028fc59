/**
 * Availability: how long each component, each group and the platform was up, what replication
 * costs, and the figures that follow from this and from the incidents. {@link
 * io.rookery.storage.monitoring.availability.Uptime} adds up the probe rounds; {@link
 * io.rookery.storage.monitoring.availability.AvailabilityFigures} is the result. Computation alone.
 */
@NullMarked
package io.rookery.storage.monitoring.availability;

import org.jspecify.annotations.NullMarked;
