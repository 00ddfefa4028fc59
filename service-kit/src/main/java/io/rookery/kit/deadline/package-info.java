/** Deadline propagation: passes the time left for a request from caller to callee. */
@NullMarked
package io.rookery.kit.deadline;

import org.jspecify.annotations.NullMarked;
