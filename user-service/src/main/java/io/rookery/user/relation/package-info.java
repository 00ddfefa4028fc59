/** How accounts stand to one another: what is known of it, put together from both ends. */
@NullMarked
package io.rookery.user.relation;

import org.jspecify.annotations.NullMarked;
