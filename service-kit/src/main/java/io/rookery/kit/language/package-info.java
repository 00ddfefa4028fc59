/** The languages of statuses. */
@NullMarked
package io.rookery.kit.language;

import org.jspecify.annotations.NullMarked;
