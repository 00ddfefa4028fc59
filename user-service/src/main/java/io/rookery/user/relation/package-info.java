/** Relations between accounts, merged from what both ends know. */
@NullMarked
package io.rookery.user.relation;

import org.jspecify.annotations.NullMarked;
