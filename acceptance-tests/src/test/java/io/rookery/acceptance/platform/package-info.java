/** The running platform that the tests share. */
@NullMarked
package io.rookery.acceptance.platform;

import org.jspecify.annotations.NullMarked;
