/** Probes every engine node and every service instance, outside the connection pools. */
@NullMarked
package io.rookery.storage.probe;

import org.jspecify.annotations.NullMarked;
