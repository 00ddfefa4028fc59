/**
 * The acceptance-test tool: demo, failure scenarios, and checks of the invariants of a whole
 * platform.
 */
@NullMarked
package io.rookery.acceptance;

import org.jspecify.annotations.NullMarked;
