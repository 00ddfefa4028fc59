/** Which service a path of the client API belongs to. */
@NullMarked
package io.rookery.gateway.route;

import org.jspecify.annotations.NullMarked;
