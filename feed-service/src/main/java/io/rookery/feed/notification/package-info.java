/** What accounts are told about: who followed them, favoured, boosted or mentioned. */
@NullMarked
package io.rookery.feed.notification;

import org.jspecify.annotations.NullMarked;
