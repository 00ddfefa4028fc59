/** Error handling: failures in the error format of the client API. */
@NullMarked
package io.rookery.kit.error;

import org.jspecify.annotations.NullMarked;
