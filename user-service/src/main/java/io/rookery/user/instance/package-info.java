/** The endpoints that describe the instance to clients. */
@NullMarked
package io.rookery.user.instance;

import org.jspecify.annotations.NullMarked;
