/**
 * Child processes that end with the launcher, and that can be killed and frozen on purpose.
 *
 * <p>{@link io.rookery.launcher.process.ChildProcess} starts one; {@link
 * io.rookery.launcher.process.ManagedProcess} is how engines and services show theirs to whoever
 * lists them or does them harm; {@link io.rookery.launcher.process.SupervisedProcess} is what they
 * build theirs on, and {@link io.rookery.launcher.process.RestartSupervisor} restarts them.
 */
@NullMarked
package io.rookery.launcher.process;

import org.jspecify.annotations.NullMarked;
