package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Uses the platform through toot, the unmodified Mastodon command-line client of Debian. */
@ExtendWith(PlatformExtension.class)
class TootJourneyIT {

    private static final Pattern STATUS_URL = Pattern.compile("posted: \\S*?/(\\d+)\\s*$");

    private final Platform platform;

    TootJourneyIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void signsInAndDoesEverythingThatItOffersForAFeed(@TempDir Path home) {
        Person ada = platform.newPerson("toot_ada");
        Person bob = platform.newPerson("toot_bob");
        ExternalProgram toot =
                ExternalProgram.named("toot", home)
                        .with("XDG_CONFIG_HOME", home.toString())
                        .with("PYTHONIOENCODING", "utf-8");

        toot.feeding(Population.password())
                .run(
                        "login_cli",
                        "--disable-https",
                        "-i",
                        platform.api().base().getAuthority(),
                        "-e",
                        platform.emailOf(ada));
        assertThat(toot.run("whoami")).contains("@" + ada.username());

        assertThat(toot.run("follow", bob.username())).contains("You are now following");
        assertThat(toot.run("following", ada.username())).contains(bob.username());
        assertThat(toot.run("followers", bob.username())).contains(ada.username());
        assertThat(toot.run("whois", bob.username())).contains("@" + bob.username());
        assertThat(toot.run("search", bob.username())).contains(bob.username());

        long fromBob = bob.publish("A word from bob about #tootjourney");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(toot.run("timeline", "-1")).contains("A word from bob"));
        assertThat(toot.run("timeline", "-1", "--public")).contains("A word from bob");
        assertThat(toot.run("timeline", "-1", "--tag", "tootjourney")).contains("A word from bob");

        String id = idOf(toot.run("post", "Hello from the command line"));
        assertThat(toot.run("timeline", "-1")).contains("Hello from the command line");
        toot.run("favourite", Long.toString(fromBob));
        toot.run("reblog", Long.toString(fromBob));
        String answer = idOf(toot.run("post", "-r", Long.toString(fromBob), "I agree"));
        assertThat(toot.run("thread", answer)).contains("A word from bob").contains("I agree");
        toot.run("unfavourite", Long.toString(fromBob));
        toot.run("unreblog", Long.toString(fromBob));

        bob.publish("Thanks @" + ada.username());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(toot.run("notifications")).contains(bob.username()));

        toot.run("delete", id);
        assertThat(ada.get("/api/v1/statuses/" + id).status()).isEqualTo(404);
        assertThat(toot.run("unfollow", bob.username())).contains("no longer following");
    }

    private static String idOf(String posted) {
        Matcher url = STATUS_URL.matcher(posted.strip());
        assertThat(url.find()).as(posted).isTrue();
        return url.group(1);
    }
}
