/** Tracks who follows and blocks whom, as far as that can be known from the requests. */
@NullMarked
package io.rookery.acceptance.relation;

import org.jspecify.annotations.NullMarked;
