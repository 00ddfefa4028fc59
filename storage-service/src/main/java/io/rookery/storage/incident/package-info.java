/**
 * Detects incidents: which component failed, why, and how long detection, failover and repair took.
 */
@NullMarked
package io.rookery.storage.incident;

import org.jspecify.annotations.NullMarked;
