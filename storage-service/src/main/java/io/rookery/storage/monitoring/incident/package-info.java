/**
 * Incidents: which component failed, why, and how long detection, failover and repair took. {@link
 * io.rookery.storage.monitoring.incident.IncidentDetector} concludes them from the probe rounds, by
 * computation alone: nothing here does I/O or reads a clock.
 */
@NullMarked
package io.rookery.storage.monitoring.incident;

import org.jspecify.annotations.NullMarked;
