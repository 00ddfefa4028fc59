/**
 * Network links on one machine that can be cut, silenced and slowed down while they carry traffic.
 *
 * <pre>{@code
 * try (var link = Link.open("feed-service-0", 3320, 3120)) {
 *     ... link.drop() ... link.pass() ...
 * }
 * }</pre>
 */
@NullMarked
package io.rookery.launcher.link;

import org.jspecify.annotations.NullMarked;
