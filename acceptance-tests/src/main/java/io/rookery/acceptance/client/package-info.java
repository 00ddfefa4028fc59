/**
 * A small client of the public API, as a phone app would be: a deadline for each request, no
 * retries.
 */
@NullMarked
package io.rookery.acceptance.client;

import org.jspecify.annotations.NullMarked;
