/** HTML pages for people: one style sheet, templates that escape all values, and no scripts. */
@NullMarked
package io.rookery.kit.page;

import org.jspecify.annotations.NullMarked;
