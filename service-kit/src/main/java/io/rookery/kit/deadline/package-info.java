/** The time that is left for the request being handled, passed along from caller to callee. */
@NullMarked
package io.rookery.kit.deadline;

import org.jspecify.annotations.NullMarked;
