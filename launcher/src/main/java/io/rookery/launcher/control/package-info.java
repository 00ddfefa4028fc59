/** How the other commands talk to the launcher that runs the cluster. */
@NullMarked
package io.rookery.launcher.control;

import org.jspecify.annotations.NullMarked;
