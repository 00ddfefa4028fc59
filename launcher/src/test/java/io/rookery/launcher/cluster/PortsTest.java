package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void givesNoPortTwiceHoweverManyInstancesThereAre() {
        var ports = new Ports(3000);
        var all =
                IntStream.range(0, Ports.ROOM)
                        .boxed()
                        .flatMap(i ->
                                Stream.of(
                                        ports.gateway(i),
                                        ports.gatewayManagement(i),
                                        ports.userService(i),
                                        ports.feedService(i),
                                        ports.storageService(i),
                                        ports.link(ports.userService(i)),
                                        ports.link(ports.feedService(i)),
                                        ports.link(ports.storageService(i)),
                                        ports.link(ports.postgres(i)),
                                        ports.link(ports.postgres(i) + 1),
                                        ports.postgres(i),
                                        ports.postgres(i) + 1));
        var others =
                Stream.concat(
                        IntStream.range(0, 12)
                                .boxed()
                                .flatMap(i ->
                                        Stream.of(
                                                ports.redis() + i, ports.link(ports.redis() + i))),
                        Stream.concat(
                                IntStream.range(0, 9).mapToObj(i -> ports.zookeeper() + i),
                                Stream.of(ports.control(), ports.switchover())));
        assertThat(Stream.concat(all, others)).doesNotHaveDuplicates();
    }

    @Test
    void keepsEverythingWithinThreeHundredPorts() {
        assertThat(new Ports(3000).control()).isEqualTo(3280);
    }

    @Test
    void refusesPortsThatOnlyRootMayUseOrThatLeaveNoRoom() {
        assertThatThrownBy(() -> new Ports(80)).isInstanceOf(ClusterException.class);
        assertThatThrownBy(() -> new Ports(65_300)).isInstanceOf(ClusterException.class);
    }
}
