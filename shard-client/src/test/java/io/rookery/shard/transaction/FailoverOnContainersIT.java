package io.rookery.shard.transaction;

import io.rookery.shard.postgres.DockerEngine;
import io.rookery.shard.postgres.PostgresContainers;
import io.rookery.shard.postgres.PostgresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "io.rookery.shard.postgres.DockerEngine#answers",
        disabledReason = DockerEngine.ABSENT)
class FailoverOnContainersIT extends FailoverContract {

    @Override
    PostgresServers servers(Path directory) {
        return PostgresContainers.start();
    }
}
