package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.fuzz.FuzzRun;
import io.rookery.acceptance.fuzz.FuzzedPlatform;
import io.rookery.acceptance.platform.LaunchedPlatform;
import io.rookery.acceptance.platform.RunningPlatform;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fuzz test of the gateway: every malformed request gets an error of the API and affects no other
 * client.
 */
@Tag(RunningPlatform.LAPTOP)
@ExtendWith(RunningPlatform.class)
class EdgeFuzzIT {

    private static final int REQUESTS = 100_000;

    private final LaunchedPlatform platform;

    EdgeFuzzIT(LaunchedPlatform platform) {
        this.platform = platform;
    }

    @Test
    void everySpoiltRequestIsAnsweredInTheFormOfTheApiAndHarmsNobody() throws Exception {
        Person ada = platform.newPerson("fuzz_ada");
        long seed = System.nanoTime();
        FuzzedPlatform before = FuzzedPlatform.from(platform.cluster());

        FuzzRun.Outcome outcome =
                FuzzRun.against(
                        platform.cluster().gateway(),
                        FuzzedPlatform.paths(platform.api()),
                        FuzzedPlatform.ids(ada),
                        List.of(ada.token().orElseThrow(), platform.application().token()),
                        seed,
                        REQUESTS);

        assertThat(outcome.findings()).as("first seed %d", seed).isEmpty();
        assertThat(before.complaints()).as("first seed %d", seed).isEmpty();
        assertThat(outcome.statuses().keySet()).contains(200, 400, 401, 404, 415, 422);
    }
}
