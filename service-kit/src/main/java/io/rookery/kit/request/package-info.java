/** What tells one request, and its repetitions, from any other. */
@NullMarked
package io.rookery.kit.request;

import org.jspecify.annotations.NullMarked;
