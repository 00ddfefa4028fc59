/** The settings that every service starts from. */
@NullMarked
package io.rookery.kit.defaults;

import org.jspecify.annotations.NullMarked;
