/** Who blocks whom. A block ends the follows and the requests between the two. */
@NullMarked
package io.rookery.user.block;

import org.jspecify.annotations.NullMarked;
