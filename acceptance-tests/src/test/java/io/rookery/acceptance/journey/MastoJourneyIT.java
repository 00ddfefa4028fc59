package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses the platform through masto, an unmodified Mastodon client library for JavaScript. */
@ExtendWith(PlatformExtension.class)
class MastoJourneyIT {

    private static final Path SCRIPT = Path.of("src/test/clients/masto").toAbsolutePath();

    private final Platform platform;

    MastoJourneyIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void spendsADayOnTheFeed() {
        Person ada = platform.newPerson("masto_ada");
        Person bob = platform.newPerson("masto_bob");
        ExternalProgram.named("npm", SCRIPT).run("ci", "--no-audit", "--no-fund");

        String said =
                ExternalProgram.named("node", SCRIPT)
                        .run(
                                "journey.mjs",
                                platform.api().base().toString(),
                                platform.emailOf(ada),
                                Population.password(),
                                bob.username());

        assertThat(said).contains("masto journey done");
    }
}
