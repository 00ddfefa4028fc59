/**
 * Child processes that end with the launcher, and that can be killed and frozen on purpose.
 *
 * <p>{@link io.rookery.launcher.process.ChildProcess} starts one. Engines and services expose their
 * processes as {@link io.rookery.launcher.process.ManagedProcess}, and implement them with {@link
 * io.rookery.launcher.process.SupervisedProcess}. {@link
 * io.rookery.launcher.process.RestartSupervisor} restarts them.
 */
@NullMarked
package io.rookery.launcher.process;

import org.jspecify.annotations.NullMarked;
