/**
 * Ports for the engines of tests, so that several checkouts can be tested at once. In a test:
 *
 * <pre>{@code
 * int port = FreePorts.reserve(2);
 * try (var pair = PostgresPair.start(PostgresPairSettings.of("shard-0", directory, port))) {
 *     ...
 * }
 * }</pre>
 */
@NullMarked
package io.rookery.launcher.port;

import org.jspecify.annotations.NullMarked;
