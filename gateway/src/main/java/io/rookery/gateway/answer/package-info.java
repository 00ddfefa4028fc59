/** Response headers about caching and content type, and the memory of responses being written. */
@NullMarked
package io.rookery.gateway.answer;

import org.jspecify.annotations.NullMarked;
