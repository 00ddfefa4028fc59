/**
 * The responses that the gateway gives by itself: start page, health check, API description, CORS.
 */
@NullMarked
package io.rookery.gateway.door;

import org.jspecify.annotations.NullMarked;
