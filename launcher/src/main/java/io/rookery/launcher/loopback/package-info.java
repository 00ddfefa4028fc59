/** How other programs on this machine send requests to the launcher, if they are authorized. */
@NullMarked
package io.rookery.launcher.loopback;

import org.jspecify.annotations.NullMarked;
