/** What the instance tells clients about itself. */
@NullMarked
package io.rookery.user.instance;

import org.jspecify.annotations.NullMarked;
