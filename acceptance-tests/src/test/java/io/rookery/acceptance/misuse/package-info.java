/** What must not work, and how it says so. */
@NullMarked
package io.rookery.acceptance.misuse;

import org.jspecify.annotations.NullMarked;
