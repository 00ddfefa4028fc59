/** A whole platform on one machine: what it consists of, started, watched and stopped as one. */
@NullMarked
package io.rookery.launcher.cluster;

import org.jspecify.annotations.NullMarked;
