/** The identity of a request, which all its retries share. */
@NullMarked
package io.rookery.kit.request;

import org.jspecify.annotations.NullMarked;
