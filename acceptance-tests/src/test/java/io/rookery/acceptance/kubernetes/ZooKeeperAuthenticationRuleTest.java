package io.rookery.acceptance.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperAuthenticationRuleTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-compose.yml",
                "k8s/base/zookeeper/zoo.cfg",
                "launcher/src/main/java/io/rookery/launcher/zookeeper/ZooKeeperServer.java"
            })
    void zooKeeperAsksEverybodyForALoginWhereverItRuns(String file) throws IOException {
        assertThat(Files.readString(ROOT.resolve(file)).lines().map(String::strip))
                .containsAll(ZooKeeperAuthenticationRule.SETTINGS);
    }
}
