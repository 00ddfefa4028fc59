/** Where a trace begins, or goes on, in a service; and what traces are recorded. */
@NullMarked
package io.rookery.kit.trace;

import org.jspecify.annotations.NullMarked;
