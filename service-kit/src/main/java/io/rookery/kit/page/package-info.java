/** Pages for people: one look, templates that escape whatever they are given, and no scripts. */
@NullMarked
package io.rookery.kit.page;

import org.jspecify.annotations.NullMarked;
