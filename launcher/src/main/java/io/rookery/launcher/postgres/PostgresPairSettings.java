package io.rookery.launcher.postgres;

import io.rookery.launcher.process.BinaryCache;
import java.nio.file.Path;

/**
 * The settings of a replicated Postgres.
 *
 * @param name the shard's name, the prefix of its nodes' names {@code <name>-a} and {@code
 *     <name>-b}
 * @param directory holds everything: data, logs and the record of which node is primary
 * @param basePort the port of node a on 127.0.0.1; node b has the next one
 * @param standby whether there is a node b
 * @param fsync whether data survive a crash of the operating system
 * @param passwords the passwords of the roles; the superuser's is fixed by the first start
 * @param cache directory of the unpacked binaries, shared by all pairs
 */
public record PostgresPairSettings(
        String name,
        Path directory,
        int basePort,
        boolean standby,
        boolean fsync,
        PostgresPasswords passwords,
        Path cache) {

    public PostgresPairSettings {
        if (basePort < 1024 || basePort > 65534) {
            throw new IllegalArgumentException("The port " + basePort + " is not usable");
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * A pair with standby and fsync, the password {@code rookery} for every role, and the shared
     * cache {@code ~/.cache/rookery} (or {@code $XDG_CACHE_HOME/rookery}).
     */
    public static PostgresPairSettings of(String name, Path directory, int basePort) {
        return new PostgresPairSettings(
                name,
                directory,
                basePort,
                true,
                true,
                PostgresPasswords.same("rookery"),
                BinaryCache.defaultDirectory());
    }

    /** The same as a single node, which restarts in place and never fails over. */
    public PostgresPairSettings withoutStandby() {
        return new PostgresPairSettings(name, directory, basePort, false, fsync, passwords, cache);
    }

    /** The same with or without fsync. */
    public PostgresPairSettings withFsync(boolean newFsync) {
        return new PostgresPairSettings(
                name, directory, basePort, standby, newFsync, passwords, cache);
    }

    /** The same with other passwords. */
    public PostgresPairSettings withPasswords(PostgresPasswords newPasswords) {
        return new PostgresPairSettings(
                name, directory, basePort, standby, fsync, newPasswords, cache);
    }

    /** The same with another directory for unpacked binaries. */
    public PostgresPairSettings withCache(Path newCache) {
        return new PostgresPairSettings(
                name, directory, basePort, standby, fsync, passwords, newCache);
    }
}
