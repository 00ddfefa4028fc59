/** Who mutes whom, and until when. */
@NullMarked
package io.rookery.user.mute;

import org.jspecify.annotations.NullMarked;
