/** Failures as the client API words them. */
@NullMarked
package io.rookery.kit.error;

import org.jspecify.annotations.NullMarked;
