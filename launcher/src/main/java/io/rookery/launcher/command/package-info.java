/** The command line. */
@NullMarked
package io.rookery.launcher.command;

import org.jspecify.annotations.NullMarked;
