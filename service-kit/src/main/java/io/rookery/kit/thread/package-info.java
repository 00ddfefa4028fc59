/** What threads do for as long as the process runs. */
@NullMarked
package io.rookery.kit.thread;

import org.jspecify.annotations.NullMarked;
