/** The front door of the platform. */
@NullMarked
package io.rookery.gateway;

import org.jspecify.annotations.NullMarked;
