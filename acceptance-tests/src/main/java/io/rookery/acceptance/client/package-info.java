/**
 * Client of the public API, with a timeout for each request. It retries only to reach another
 * gateway.
 */
@NullMarked
package io.rookery.acceptance.client;

import org.jspecify.annotations.NullMarked;
