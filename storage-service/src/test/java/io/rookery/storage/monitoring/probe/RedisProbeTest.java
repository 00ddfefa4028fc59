package io.rookery.storage.monitoring.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisProbeTest {

    private static final String NODES =
            """
            aaa 127.0.0.1:3231@3237 master - 0 1751360400100 2 connected 5461-10922
            bbb 127.0.0.1:3230@3236 master,fail? - 1751360390000 1751360389000 1 connected 0-5460
            ccc 127.0.0.1:3233@3239 myself,slave aaa 0 0 2 connected
            ddd 127.0.0.1:3232@3238 master - 0 1751360400200 3 disconnected 10923-16383
            """;

    @Test
    void takesFromTheClusterWhomANodeFollowsAndWhomItHasHeardFrom() {
        ComponentReport report = RedisProbe.report(NODES, true);
        assertThat(report.role()).isEqualTo(Role.REPLICA);
        assertThat(report.follows()).isEqualTo("127.0.0.1:3231");
        assertThat(report.heard())
                .isEqualTo(Map.of("127.0.0.1:3231", Instant.ofEpochMilli(1751360400100L)));
    }

    @Test
    void countsTheWritesThatANodeRefusesThoughItIsAPrimary() {
        String info =
                """
                run_id:abc
                master_link_status:up
                errorstat_MOVED:count=7
                errorstat_NOREPLICAS:count=3
                errorstat_OOM:count=2
                """;
        ComponentReport report = RedisProbe.about(info, RedisProbe.report(NODES, true));
        assertThat(report.strain().refusedWrites()).isEqualTo(5);
        assertThat(report.streams()).isTrue();
        assertThat(report.incarnation()).isEqualTo("run_id:abc");
    }
}
