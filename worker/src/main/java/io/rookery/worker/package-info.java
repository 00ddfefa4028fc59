/** What a background thread needs: to be ended, to be woken, to back off, to report once. */
@NullMarked
package io.rookery.worker;

import org.jspecify.annotations.NullMarked;
