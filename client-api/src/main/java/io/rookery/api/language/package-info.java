/** The languages of statuses. */
@NullMarked
package io.rookery.api.language;

import org.jspecify.annotations.NullMarked;
