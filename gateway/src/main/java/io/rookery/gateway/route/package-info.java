/** Maps the paths of the client API to services. */
@NullMarked
package io.rookery.gateway.route;

import org.jspecify.annotations.NullMarked;
