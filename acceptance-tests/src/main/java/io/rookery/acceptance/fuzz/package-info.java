/**
 * Requests that no client should send: drawn by a seed, sent as bytes, and judged by what comes
 * back.
 */
@NullMarked
package io.rookery.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;
