/** The default settings of every service. */
@NullMarked
package io.rookery.kit.defaults;

import org.jspecify.annotations.NullMarked;
