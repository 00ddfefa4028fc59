/** Gives the tests a running platform, which they share. */
@NullMarked
package io.rookery.acceptance.platform;

import org.jspecify.annotations.NullMarked;
