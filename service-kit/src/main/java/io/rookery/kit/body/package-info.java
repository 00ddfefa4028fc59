/** Reads whole requests before they are admitted, within bounds of time and memory. */
@NullMarked
package io.rookery.kit.body;

import org.jspecify.annotations.NullMarked;
