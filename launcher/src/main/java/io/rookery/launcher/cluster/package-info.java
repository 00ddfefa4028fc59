/** A whole platform on one machine: its parts, and how they are started, supervised and stopped. */
@NullMarked
package io.rookery.launcher.cluster;

import org.jspecify.annotations.NullMarked;
