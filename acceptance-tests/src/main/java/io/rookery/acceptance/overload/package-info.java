/** What a platform of its own still does when far more is asked of it than it can do. */
@NullMarked
package io.rookery.acceptance.overload;

import org.jspecify.annotations.NullMarked;
