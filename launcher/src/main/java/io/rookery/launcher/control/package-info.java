/** The protocol between the other commands and the launcher that runs the cluster. */
@NullMarked
package io.rookery.launcher.control;

import org.jspecify.annotations.NullMarked;
