/** Calls from one service to another. */
@NullMarked
package io.rookery.kit.client;

import org.jspecify.annotations.NullMarked;
