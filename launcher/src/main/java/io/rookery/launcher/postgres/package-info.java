/**
 * A replicated Postgres on one machine: a primary and a synchronous standby under supervision.
 *
 * <p>When the primary dies, the supervisor notices immediately, fences it and promotes the standby.
 * The dead node is then rebuilt as a standby. No acknowledged commit is lost. In a test:
 *
 * <pre>{@code
 * try (var pair = PostgresPair.start(PostgresPairSettings.of("shard-0", directory, 24000))) {
 *     pair.awaitSynchronous(Duration.ofSeconds(30)); // from here on failover is possible
 *     ... pair.hosts() ... pair.nodes().getFirst().kill() ...
 * }
 * }</pre>
 *
 * <p>A test that only needs a database uses {@code settings.withoutStandby().withFsync(false)},
 * which is one process. The database, its roles and their default passwords are those of {@link
 * io.rookery.launcher.postgres.PostgresPasswords}.
 */
@NullMarked
package io.rookery.launcher.postgres;

import org.jspecify.annotations.NullMarked;
