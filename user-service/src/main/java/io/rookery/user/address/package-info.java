/** Under which address the instance is known to its users. */
@NullMarked
package io.rookery.user.address;

import org.jspecify.annotations.NullMarked;
