/**
 * Statuses: what they consist of, and who may see them. The packages below this one read their
 * text, store them and show them.
 */
@NullMarked
package io.rookery.feed.status;

import org.jspecify.annotations.NullMarked;
