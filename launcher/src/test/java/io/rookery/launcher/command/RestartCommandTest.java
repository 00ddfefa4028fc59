package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ProcessReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which processes a name means. */
class RestartCommandTest {

    private static final List<ProcessReport> ALL =
            List.of(process("feed-service-0"), process("feed-service-1"), process("shard-0-a"));

    @Test
    void aServiceMeansAllOfItsInstancesAndAnInstanceItself() {
        assertThat(RestartCommand.instances(ALL, "feed-service"))
                .containsExactly("feed-service-0", "feed-service-1");
        assertThat(RestartCommand.instances(ALL, "feed-service-1"))
                .containsExactly("feed-service-1");
    }

    @Test
    void anUnknownNameIsRefused() {
        for (String name : List.of("feed", "", ".*", "shard-0")) {
            assertThatThrownBy(() -> RestartCommand.instances(ALL, name))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("There is no service or process \"" + name + "\"");
        }
    }

    private static ProcessReport process(String name) {
        return new ProcessReport(name, "service", 1L, 1, "ready", null);
    }
}
