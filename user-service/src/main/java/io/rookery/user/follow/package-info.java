/** Who follows whom and who asks to, kept at both ends. */
@NullMarked
package io.rookery.user.follow;

import org.jspecify.annotations.NullMarked;
