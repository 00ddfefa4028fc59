/** Mutes and their expiry. */
@NullMarked
package io.rookery.user.mute;

import org.jspecify.annotations.NullMarked;
