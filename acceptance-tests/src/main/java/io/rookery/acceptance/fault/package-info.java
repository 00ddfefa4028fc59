/** Injects faults into a running platform and undoes them. */
@NullMarked
package io.rookery.acceptance.fault;

import org.jspecify.annotations.NullMarked;
