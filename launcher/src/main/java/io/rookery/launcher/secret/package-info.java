/** The secrets of a cluster: created once, and stored so that only their owner may read them. */
@NullMarked
package io.rookery.launcher.secret;

import org.jspecify.annotations.NullMarked;
