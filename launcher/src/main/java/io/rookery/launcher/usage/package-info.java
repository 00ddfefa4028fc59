/** How commands report a command line that makes no sense. */
@NullMarked
package io.rookery.launcher.usage;

import org.jspecify.annotations.NullMarked;
