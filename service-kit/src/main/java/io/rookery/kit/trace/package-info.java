/** Tracing: where a trace begins or continues in a service, and which traces are recorded. */
@NullMarked
package io.rookery.kit.trace;

import org.jspecify.annotations.NullMarked;
