/** Threads that run for as long as the process. */
@NullMarked
package io.rookery.kit.thread;

import org.jspecify.annotations.NullMarked;
