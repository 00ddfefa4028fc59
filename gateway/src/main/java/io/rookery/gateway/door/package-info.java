/** What the gateway answers by itself. */
@NullMarked
package io.rookery.gateway.door;

import org.jspecify.annotations.NullMarked;
