/** Who follows and blocks whom, as far as that can be known from what people asked for. */
@NullMarked
package io.rookery.acceptance.relation;

import org.jspecify.annotations.NullMarked;
