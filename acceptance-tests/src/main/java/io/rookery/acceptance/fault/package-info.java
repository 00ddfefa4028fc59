/** The harm that is done to a running platform, and how it is undone. */
@NullMarked
package io.rookery.acceptance.fault;

import org.jspecify.annotations.NullMarked;
