/** What every answer says about how it may be kept and read. */
@NullMarked
package io.rookery.gateway.answer;

import org.jspecify.annotations.NullMarked;
