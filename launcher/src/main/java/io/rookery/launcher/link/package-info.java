/**
 * TCP proxies ("links") on one machine that inject network faults: they can refuse, withhold and
 * delay traffic at run time.
 *
 * <pre>{@code
 * try (var link = FaultProxy.open("feed-service-0", 3320, 3120)) {
 *     ... link.drop() ... link.pass() ...
 * }
 * }</pre>
 */
@NullMarked
package io.rookery.launcher.link;

import org.jspecify.annotations.NullMarked;
