package io.rookery.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.platform.LaunchedPlatform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.report.Result;
import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.ScenarioPlatform;
import io.rookery.acceptance.scenario.ScenarioRun;
import io.rookery.acceptance.scenario.Scenarios;
import io.rookery.launcher.cluster.ClusterSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the failure scenarios that belong to every build. {@code ./rookery prove} runs all
 * scenarios.
 */
@Tag(PlatformExtension.LAPTOP)
@ExtendWith(PlatformExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class FailureScenariosIT {

    private static final Logger log = LoggerFactory.getLogger(FailureScenariosIT.class);
    private static final Result.Run RUN =
            new Result.Run("test", 7, Runtime.getRuntime().availableProcessors());

    private ScenarioPlatform platform;

    @BeforeAll
    void peopleMoveIn(LaunchedPlatform launched) {
        platform =
                ScenarioPlatform.on(
                        launched.cluster(), ClusterSettings.in(launched.cluster().directory()));
    }

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream().filter(Scenario::isFast);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noRequestFailsAndNoAcknowledgedWriteIsLostOrDoubled(Scenario scenario) throws Exception {
        Result result = ScenarioRun.of(platform, scenario, RUN, log::info);

        log.info("{}", result);
        assertThat(result.brokenPromises()).isEmpty();
    }
}
