/**
 * Child processes that end with the launcher, and that can be killed and frozen on purpose.
 *
 * <p>{@link io.rookery.launcher.process.ChildProcess} starts one; {@link
 * io.rookery.launcher.process.ManagedProcess} is how engines and services show theirs to whoever
 * lists them or does them harm.
 */
@NullMarked
package io.rookery.launcher.process;

import org.jspecify.annotations.NullMarked;
