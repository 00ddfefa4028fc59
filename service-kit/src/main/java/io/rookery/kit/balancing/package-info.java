/** Which of a service's instances gets the next request. */
@NullMarked
package io.rookery.kit.balancing;

import org.jspecify.annotations.NullMarked;
