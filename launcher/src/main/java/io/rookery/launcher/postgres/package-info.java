/**
 * A replicated Postgres on one machine: a primary and a synchronous standby under supervision.
 *
 * <p>A death is seen at once, made sure of, and answered by promoting the standby; the dead node is
 * rebuilt. No acknowledged commit is lost. In a test:
 *
 * <pre>{@code
 * try (var pair = PostgresPair.start(PostgresPairSettings.of("shard-0", directory, 24000))) {
 *     pair.awaitSynchronous(Duration.ofSeconds(30)); // from here on failover is possible
 *     ... pair.hosts() ... pair.nodes().getFirst().kill() ...
 * }
 * }</pre>
 *
 * <p>A test that needs a database only takes {@code settings.withoutStandby().withFsync(false)},
 * which is one process. The database, its roles and their default passwords are those of {@link
 * io.rookery.launcher.postgres.PostgresPasswords}.
 */
@NullMarked
package io.rookery.launcher.postgres;

import org.jspecify.annotations.NullMarked;
