package io.rookery.shard.transaction;

import io.rookery.shard.postgres.LaunchedPostgres;
import io.rookery.shard.postgres.PostgresServers;
import java.nio.file.Path;

class TlsIT extends TlsContract {

    @Override
    PostgresServers servers(Path directory) {
        return LaunchedPostgres.start(directory);
    }
}
