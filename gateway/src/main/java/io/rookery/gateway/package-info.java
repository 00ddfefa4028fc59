/** The API gateway: the entry point of the platform for clients. */
@NullMarked
package io.rookery.gateway;

import org.jspecify.annotations.NullMarked;
