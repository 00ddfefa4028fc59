/** The index by which statuses and accounts are found. */
@NullMarked
package io.rookery.api.search;

import org.jspecify.annotations.NullMarked;
