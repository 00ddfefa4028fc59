/** Parts of the platform die while people use it. */
@NullMarked
package io.rookery.acceptance.failure;

import org.jspecify.annotations.NullMarked;
