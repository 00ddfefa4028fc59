/**
 * Monitoring: what is wrong with the platform, and since when. Start reading at {@link
 * io.rookery.storage.monitoring.IncidentMonitor}. A {@link
 * io.rookery.storage.monitoring.LeaderTerm} runs the rounds; {@link
 * io.rookery.storage.monitoring.IncidentArchive} and {@link
 * io.rookery.storage.monitoring.IncidentStore} keep the incidents; {@link
 * io.rookery.storage.monitoring.IncidentController} and {@link
 * io.rookery.storage.monitoring.IncidentMetrics} show them. The packages below probe, conclude, add
 * up and act. Nothing here depends on placement: which nodes there are is read from the shard map.
 */
@NullMarked
package io.rookery.storage.monitoring;

import org.jspecify.annotations.NullMarked;
