package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.cluster.ClusterSettings.Instances;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

    private static final ClusterSettings USUAL = ClusterSettings.in(Path.of("/state"));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void allowAsManyShardsAsThereArePortsFor(int shards) {
        assertThat(USUAL.withShards(shards).shards()).isEqualTo(shards);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10})
    void refuseAnyOtherNumberOfShards(int shards) {
        assertThatThrownBy(() -> USUAL.withShards(shards))
                .isInstanceOf(ClusterException.class)
                .hasMessage("There must be between 1 and 9 shards, not " + shards + ".");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, 5})
    void refuseAnyNumberOfZooKeeperServersButOneAndThree(int servers) {
        assertThat(USUAL.zooKeepers()).isEqualTo(1);
        assertThat(USUAL.withZooKeepers(3).zooKeepers()).isEqualTo(3);
        assertThatThrownBy(() -> USUAL.withZooKeepers(servers))
                .isInstanceOf(ClusterException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "0, 10, 0, 0", "0, 0, -1, 0", "0, 0, 0, 10"})
    void refuseMoreInstancesThanThereArePortsFor(int user, int feed, int storage, int gateway) {
        assertThatThrownBy(() -> new Instances(user, feed, storage, gateway))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("There must be between 0 and 9 instances of a service");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
    })
    void tellWhereThisMachineReachesAGateway(String address, String host) {
        var settings = USUAL.withAddress(address).withPort(4000);

        assertThat(settings.publicAddress()).isEqualTo(URI.create("http://" + host + ":4000"));
        assertThat(settings.publicAddress(2)).isEqualTo(URI.create("http://" + host + ":4002"));
    }

    @Test
    void announceTheLinksIfThereAreAny() {
        assertThat(USUAL.announced(3210)).isEqualTo(3210);
        assertThat(USUAL.withLinks(true).announced(3210)).isEqualTo(3150);
    }

    @Test
    void changeOneAtATime() {
        var instances = new Instances(1, 2, 3, 4);
        var properties = Map.of("gateway", Map.of("rookery.x", "7"));

        assertThat(
                        USUAL.withProperties(properties)
                                .withLinks(true)
                                .withZooKeepers(3)
                                .withInstances(instances)
                                .withShards(5)
                                .withAddress("0.0.0.0")
                                .withPort(4000))
                .isEqualTo(
                        new ClusterSettings(
                                USUAL.home(),
                                Path.of("/state"),
                                "0.0.0.0",
                                new Ports(4000),
                                5,
                                instances,
                                3,
                                true,
                                properties));
    }

    @Test
    void keepTheirPropertiesWhateverBecomesOfTheMap() {
        var properties = new HashMap<String, Map<String, String>>();
        var settings = USUAL.withProperties(properties);

        properties.put("gateway", Map.of("rookery.x", "7"));

        assertThat(settings.properties()).isEmpty();
    }
}
