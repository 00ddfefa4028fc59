package io.rookery.shard.transaction;

import io.rookery.shard.postgres.LaunchedPostgres;
import io.rookery.shard.postgres.PostgresServers;
import java.nio.file.Path;

class FailoverIT extends FailoverContract {

    @Override
    PostgresServers servers(Path directory) {
        return LaunchedPostgres.start(directory);
    }
}
