package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.ProbeSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IncidentSettingsTest {

    @EnableConfigurationProperties({IncidentSettings.class, ProbeSettings.class})
    static class Application {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void haveTheseDefaults() {
        runner.run(context -> {
            assertThat(context.getBean(IncidentSettings.class))
                    .isEqualTo(
                            new IncidentSettings(
                                    3,
                                    2,
                                    Duration.ofMillis(300),
                                    5,
                                    0.95,
                                    0.8,
                                    0.5,
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(30),
                                    1000));
            assertThat(context.getBean(ProbeSettings.class))
                    .isEqualTo(
                            new ProbeSettings(
                                    List.of(),
                                    "",
                                    "",
                                    Duration.ofSeconds(1),
                                    Duration.ofMillis(300),
                                    Duration.ofMillis(750),
                                    Duration.ofMillis(2250),
                                    Duration.ofMinutes(10)));
        });
    }

    @Test
    void refuseAKeyThatTheyDoNotKnow() {
        runner.withPropertyValues("rookery.incidents.shyness=1s")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("rookery.probes.shyness=1s")
                .run(context -> assertThat(context).hasFailed());
    }
}
