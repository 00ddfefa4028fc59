/**
 * Probes: what each node and each service instance answers, once per round. {@link
 * io.rookery.storage.monitoring.probe.PlatformProbes} runs all of them and returns a {@link
 * io.rookery.storage.monitoring.probe.ProbeRound}. A probe reports what it saw and concludes
 * nothing.
 */
@NullMarked
package io.rookery.storage.monitoring.probe;

import org.jspecify.annotations.NullMarked;
