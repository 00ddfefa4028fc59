/** Blocks. A block ends the follows and the follow requests between the two accounts. */
@NullMarked
package io.rookery.user.block;

import org.jspecify.annotations.NullMarked;
