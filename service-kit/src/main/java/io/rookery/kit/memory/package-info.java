/** Memory that is bounded over all who hold some of it. */
@NullMarked
package io.rookery.kit.memory;

import org.jspecify.annotations.NullMarked;
