/** How other programs of this machine ask the launcher for something, if they may. */
@NullMarked
package io.rookery.launcher.loopback;

import org.jspecify.annotations.NullMarked;
