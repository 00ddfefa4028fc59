/**
 * Analysis of the text that people write: its addresses, mentions, hashtags, search words and
 * length.
 */
@NullMarked
package io.rookery.api.text;

import org.jspecify.annotations.NullMarked;
