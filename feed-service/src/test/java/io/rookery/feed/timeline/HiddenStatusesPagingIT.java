package io.rookery.feed.timeline;

import static io.rookery.feed.timeline.HomeFeed.HOME;
import static io.rookery.feed.timeline.HomeFeed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api.Answer;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.HomeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests timelines with many hidden statuses: the reader must still reach the statuses behind them.
 */
@ExtendWith(HomeFeed.Extension.class)
class HiddenStatusesPagingIT {

    private static final String PUBLIC = "/api/v1/timelines/public";

    private final HomeFeed feed;
    private final FeedInstance one;

    HiddenStatusesPagingIT(HomeFeed feed) {
        this.feed = feed;
        this.one = feed.one;
    }

    @Test
    void linksOnFromAPageOfHomeOnWhichNothingIsShown() {
        long ada = feed.person("monoglot", TwoShards.FIRST);
        long bob = feed.person("polyglot", TwoShards.SECOND);
        feed.follow(ada, bob);
        String old = feed.publish(one, bob, "alt", "language", "de");
        flood(bob);
        String last = feed.publish(one, bob, "neu", "language", "de");
        feed.users.setRules(
                ada, new HomeRules(Map.of(), Set.of(), Map.of(bob, Set.of("de")), false));
        feed.invalidate(ada);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(byLinks(ada, HOME + "?limit=1", 3)).containsExactly(last, old));
        assertThat(one.as(ada).get(HOME + "?limit=1&max_id=" + last).ids()).isEmpty();
    }

    @Test
    void linksOnFromAPageOfThePublicTimelineOnWhichNothingIsShown() {
        long ada = feed.person("quiet", TwoShards.FIRST);
        long bob = feed.person("flooder", TwoShards.SECOND);
        String old = feed.publish(one, ada, "old");
        flood(bob);
        feed.users.mute(ada, bob, true);
        Answer empty = one.as(ada).get(PUBLIC + "?limit=1");
        assertThat(empty.ids()).isEmpty();
        assertThat(byLinks(ada, PUBLIC + "?limit=1", 1)).containsExactly(old);
    }

    @Test
    void keepsTheRoomOfATimelineForWhatIsShown() {
        long ada = feed.person("calm reader", TwoShards.FIRST);
        long bob = feed.person("muted talker", TwoShards.SECOND);
        long cyd = feed.person("seldom", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        feed.users.setRules(
                ada, new HomeRules(Map.of(bob, Long.MAX_VALUE), Set.of(), Map.of(), false));
        feed.invalidate(ada);
        String seldom = feed.publish(one, cyd, "seldom");
        feed.awaitHome(ada, List.of(seldom));
        flood(bob);
        String again = feed.publish(one, cyd, "again");
        feed.awaitHome(ada, List.of(again, seldom));
        assertThat(one.as(ada).get(HOME + "?limit=2").ids()).containsExactly(again, seldom);
        assertThat(feed.redis.members(TimelineKey.home(ada).name()))
                .filteredOn(member -> Character.isDigit(member.charAt(0)))
                .hasSize(2);
    }

    /** Publishes more statuses than one request reads. */
    private void flood(long author) {
        for (int i = 0; i < 25; i++) {
            feed.publish(one, author, "Flood " + i, "language", "en");
        }
    }

    /** Reads pages by following their links, until the limit or the end is reached. */
    private List<String> byLinks(long account, String path, int most) {
        List<String> all = new ArrayList<>();
        String next = path;
        while (!next.isEmpty() && all.size() < most) {
            Answer page = one.as(account).get(next);
            all.addAll(page.ids());
            next =
                    page.link().isEmpty()
                            ? ""
                            : page.link().replaceAll("^<http://[^/]+([^>]+)>.*", "$1");
        }
        return all;
    }
}
