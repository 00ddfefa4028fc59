/** What people write: addresses, mentions and hashtags in it, and how long it is. */
@NullMarked
package io.rookery.kit.text;

import org.jspecify.annotations.NullMarked;
