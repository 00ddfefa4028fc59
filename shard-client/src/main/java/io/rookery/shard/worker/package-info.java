/** What a background thread needs: to be woken, to wait longer after each failure, to log once. */
@NullMarked
package io.rookery.shard.worker;

import org.jspecify.annotations.NullMarked;
