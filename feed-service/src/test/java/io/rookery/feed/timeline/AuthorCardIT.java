package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests the author's account inside a status: it is equal on all instances, and never older than
 * before.
 */
@ExtendWith(HomeFeed.Extension.class)
class AuthorCardIT {

    private final HomeFeed feed;

    AuthorCardIT(HomeFeed feed) {
        this.feed = feed;
    }

    @Test
    void isNewOnEveryInstanceAsSoonAsOneIsTold() {
        long ada = feed.person("card", TwoShards.FIRST);
        long bob = feed.person("reader", TwoShards.SECOND);
        String status = feed.publish(feed.one, ada, "x");
        for (int version = 1; version <= 5; version++) {
            for (FeedInstance instance : List.of(feed.one, feed.other)) {
                nameOn(instance, bob, status);
            }
            String name = "Countess " + version;
            feed.users.rename(ada, name, version);
            tell(version % 2 == 0 ? feed.one : feed.other, ada, version);

            for (FeedInstance instance : List.of(feed.one, feed.other)) {
                assertThat(nameOn(instance, bob, status)).isEqualTo(name);
                assertThat(nameOn(instance, ada, status)).isEqualTo(name);
            }
        }
    }

    @Test
    void isNotOlderAgainAfterAnAnswerFromBefore() {
        long ada = feed.person("twice", TwoShards.FIRST);
        String status = feed.publish(feed.one, ada, "x");
        feed.users.rename(ada, "Countess", 2);
        tell(feed.one, ada, 2);
        assertThat(nameOn(feed.other, ada, status)).isEqualTo("Countess");

        feed.users.rename(ada, "Ada", 1);
        tell(feed.one, ada, 3);

        assertThat(nameOn(feed.other, ada, status)).isEqualTo("Countess");
    }

    private String nameOn(FeedInstance instance, long viewer, String status) {
        return instance.as(viewer)
                .get("/api/v1/statuses/" + status)
                .ok()
                .path("account")
                .path("display_name")
                .asString("");
    }

    private static void tell(FeedInstance instance, long account, long version) {
        assertThat(
                        instance.asService()
                                .tell(
                                        "/internal/accounts/changed",
                                        "account_id",
                                        Long.toString(account),
                                        "version",
                                        Long.toString(version))
                                .status())
                .isEqualTo(204);
    }
}
