/** What HTTP methods mean. */
@NullMarked
package io.rookery.kit.method;

import org.jspecify.annotations.NullMarked;
