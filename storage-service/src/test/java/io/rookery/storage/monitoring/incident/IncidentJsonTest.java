package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tests the form in which incidents are stored and shown. */
class IncidentJsonTest {

    private final JsonMapper json = JsonMapper.shared();
    private final Incident incident =
            Incident.open(
                            "7",
                            Platform.PRIMARY,
                            Role.PRIMARY,
                            IncidentKind.CRASHED,
                            List.of("It refused."),
                            Platform.START,
                            Platform.START.plusSeconds(2))
                    .routedAround(
                            Platform.START.plusSeconds(5),
                            "shard-0: h:2 became primary.",
                            new Incident.Failover("h:2", true));

    @Test
    void hasTheseNames() {
        assertThat(json.valueToTree(incident).propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "revision",
                        "component",
                        "role",
                        "kind",
                        "evidence",
                        "response",
                        "failover",
                        "times");
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(json.readValue(json.writeValueAsString(incident), Incident.class))
                .isEqualTo(incident);
    }
}
