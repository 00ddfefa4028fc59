/** The address at which users reach the instance. */
@NullMarked
package io.rookery.user.address;

import org.jspecify.annotations.NullMarked;
