/** Passes a client's request on to an instance, and its answer back. */
@NullMarked
package io.rookery.gateway.proxy;

import org.jspecify.annotations.NullMarked;
