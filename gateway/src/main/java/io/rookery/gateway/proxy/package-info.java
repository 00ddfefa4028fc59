/** Forwards a client's request to an instance, and the response back. */
@NullMarked
package io.rookery.gateway.proxy;

import org.jspecify.annotations.NullMarked;
