package io.rookery.acceptance.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theEntriesOfInstancesAreFoundInWhatAServerSays() {
        String dump =
                """
                SessionTracker dump:
                Global Sessions(2):
                0x10000000001\t6000ms
                ephemeral nodes dump:
                Sessions with Ephemerals (2):
                0x10000000001:
                \t/rookery/services/feed-service/127.0.0.1:3120
                0x10000000002:
                \t/rookery/services/user-service/127.0.0.1:3110
                \t/rookery/leader/latch-0000000001
                """;

        assertThat(Discovery.ports(dump)).containsExactlyInAnyOrder(3120, 3110);
    }
}
