/** People and their apps use the platform as it is meant. */
@NullMarked
package io.rookery.acceptance.journey;

import org.jspecify.annotations.NullMarked;
