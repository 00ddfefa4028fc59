package io.rookery.storage.monitoring.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZooKeeperProbeTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final String CONNECTIONS =
            """
             /127.0.0.1:50001[1](queued=0,recved=%d,sent=9,sid=0x100007a,lop=PING,est=1,to=6000)
             /127.0.0.1:50002[1](queued=0,recved=5,sent=5,sid=0x100007b,lop=PING,est=1,to=6000)
             /127.0.0.1:50003[0](queued=0,recved=1,sent=0)
            """;

    private final Map<Long, String> sessions =
            new HashMap<>(Map.of(0x100007aL, "h:31", 0x100007bL, "h:32"));
    private final ZooKeeperProbe probe =
            new ZooKeeperProbe(
                    Component.of(Component.Type.ZOOKEEPER, "zookeeper", "h:21"),
                    sessions,
                    InstantSource.fixed(NOW));

    @Test
    void hearsOfAnInstanceWhoseSessionHasSentSomethingSinceTheLastLook() {
        assertThat(probe.heard(CONNECTIONS.formatted(7), NOW)).isEmpty();
        assertThat(probe.heard(CONNECTIONS.formatted(7), NOW)).isEmpty();
        assertThat(probe.heard(CONNECTIONS.formatted(8), NOW)).isEqualTo(Map.of("h:31", NOW));
    }

    @Test
    void saysNothingOfSessionsThatAreNobodys() {
        sessions.clear();
        probe.heard(CONNECTIONS.formatted(7), NOW);
        assertThat(probe.heard(CONNECTIONS.formatted(8), NOW)).isEmpty();
    }

    @Test
    void takesAServerThatCountsAnewForANewOne() throws Exception {
        ComponentReport first = probe.report(state("standalone", 4000));
        assertThat(first.serving()).isTrue();
        assertThat(first.role()).isEqualTo(Role.MEMBER);
        assertThat(probe.report(state("standalone", 5000)).incarnation())
                .isEqualTo(first.incarnation());
        assertThat(probe.report(state("standalone", 300)).incarnation())
                .isNotEqualTo(first.incarnation());
    }

    @Test
    void understandsWhatIsAllowedEverywhere() throws Exception {
        ComponentReport report =
                probe.report("Zookeeper version: 3.9\nMode: leader\nNode count: 5\n");
        assertThat(report.role()).isEqualTo(Role.PRIMARY);
        assertThat(report.serving()).isTrue();
        assertThat(report.incarnation()).isNull();
    }

    private static String state(String mode, long bytes) {
        return "zk_version\t3.9\nzk_server_state\t%s\nzk_bytes_received_count\t%d\n"
                .formatted(mode, bytes);
    }
}
