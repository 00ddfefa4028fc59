/** Looks at every engine node and every service instance, each on connections of its own. */
@NullMarked
package io.rookery.storage.probe;

import org.jspecify.annotations.NullMarked;
