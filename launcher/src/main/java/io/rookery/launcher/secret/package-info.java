/** What only this cluster knows: made once, kept where only its owner may read. */
@NullMarked
package io.rookery.launcher.secret;

import org.jspecify.annotations.NullMarked;
