/** The circuit breakers of a process, in one Resilience4j registry, and their metrics. */
@NullMarked
package io.rookery.kit.breaker;

import org.jspecify.annotations.NullMarked;
