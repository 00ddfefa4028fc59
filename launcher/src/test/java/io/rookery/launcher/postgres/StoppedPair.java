package io.rookery.launcher.postgres;

import io.rookery.launcher.port.FreePorts;
import java.nio.file.Path;

/** Two nodes without servers: there are no executables, and nothing listens on their ports. */
final class StoppedPair implements AutoCloseable {
    final PostgresNode primary;
    final PostgresNode standby;

    StoppedPair(Path directory) {
        var settings = PostgresPairSettings.of("shard-0", directory, FreePorts.reserve(2));
        var absent = new PostgresBinaries(directory.resolve("absent"));
        primary = new PostgresNode(settings, absent, 'a', () -> {});
        standby = new PostgresNode(settings, absent, 'b', () -> {});
    }

    @Override
    public void close() {
        standby.close();
        primary.close();
    }
}
