package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.fuzz.FuzzRun;
import io.rookery.acceptance.fuzz.PlatformHealthCheck;
import io.rookery.acceptance.platform.LaunchedPlatform;
import io.rookery.acceptance.platform.PlatformExtension;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fuzz test of the gateway: every malformed request gets an error of the API and affects no other
 * client.
 */
@Tag(PlatformExtension.LAPTOP)
@ExtendWith(PlatformExtension.class)
class EdgeFuzzIT {

    private static final int REQUESTS = 100_000;

    private final LaunchedPlatform platform;

    EdgeFuzzIT(LaunchedPlatform platform) {
        this.platform = platform;
    }

    @Test
    void everyMalformedRequestIsAnsweredInTheFormOfTheApiAndHarmsNobody() throws Exception {
        Person ada = platform.newPerson("fuzz_ada");
        long seed = System.nanoTime();
        PlatformHealthCheck before = PlatformHealthCheck.from(platform.cluster());

        FuzzRun.FuzzResult result =
                FuzzRun.against(
                        platform.cluster().gateway(),
                        PlatformHealthCheck.paths(platform.api()),
                        PlatformHealthCheck.ids(ada),
                        List.of(ada.token().orElseThrow(), platform.application().token()),
                        seed,
                        REQUESTS);

        assertThat(result.findings()).as("first seed %d", seed).isEmpty();
        assertThat(before.complaints()).as("first seed %d", seed).isEmpty();
        assertThat(result.statuses().keySet()).contains(200, 400, 401, 404, 415, 422);
    }
}
