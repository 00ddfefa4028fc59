/** What every service shares. */
@NullMarked
package io.rookery.kit;

import org.jspecify.annotations.NullMarked;
