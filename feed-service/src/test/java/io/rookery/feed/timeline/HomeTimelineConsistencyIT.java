package io.rookery.feed.timeline;

import static io.rookery.feed.timeline.HomeFeed.HOME;
import static io.rookery.feed.timeline.HomeFeed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api.Answer;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.HomeRules;
import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that a home timeline shows what the owner's shard has, whatever Redis has. */
@ExtendWith(HomeFeed.Extension.class)
class HomeTimelineConsistencyIT {

    private static final HomeRules NO_RULES = new HomeRules(Map.of(), Set.of(), Map.of(), false);

    private final HomeFeed feed;
    private final FeedInstance one;
    private final FeedInstance other;

    HomeTimelineConsistencyIT(HomeFeed feed) {
        this.feed = feed;
        this.one = feed.one;
        this.other = feed.other;
    }

    @AfterEach
    void letRedisTakeWrites() {
        feed.redis.configure("min-replicas-to-write", "0");
    }

    @Test
    void showsAnOwnStatusOfWhichTheInstanceDiedThatWroteIt() {
        long ada = feed.person("unlucky", TwoShards.FIRST);
        String first = feed.publish(one, ada, "first");
        assertThat(feed.home(other, ada)).containsExactly(first);
        long id = Long.parseLong(first) + 1;
        copy(first, id);
        assertThat(feed.home(other, ada)).containsExactly(Long.toString(id), first);
        assertThat(other.as(ada).get(HOME + "?limit=1").ids()).containsExactly(Long.toString(id));
        assertThat(other.as(ada).get(HOME + "?min_id=" + first).ids())
                .containsExactly(Long.toString(id));
        other.as(ada).post("/api/v1/statuses/" + id + "/favourite").ok();
        assertThat(other.as(ada).get(HOME).ok().path(0).path("favourited").asBoolean()).isTrue();
    }

    @Test
    void showsNoOwnStatusThatIsDeletedWhereverItIsStillKept() {
        long ada = feed.person("remorseful", TwoShards.FIRST);
        String first = feed.publish(one, ada, "first");
        String second = feed.publish(one, ada, "second");
        feed.awaitHome(ada, List.of(second, first));
        delete(second);
        assertThat(feed.home(one, ada)).containsExactly(first);
        assertThat(feed.home(other, ada)).containsExactly(first);
    }

    @Test
    void showsAnOwnBoostOfWhichRedisWasNotToldButNoneThatItLeavesOut() {
        long ada = feed.person("booster", TwoShards.FIRST);
        long bob = feed.person("boosted", TwoShards.SECOND);
        long eve = feed.person("distant", TwoShards.SECOND);
        feed.follow(ada, bob);
        String known = feed.publish(one, bob, "by a followed");
        String unknown = feed.publish(one, eve, "by a stranger");
        feed.awaitHome(ada, List.of(known));
        feed.boost(ada, known);
        feed.awaitHome(ada, List.of(known));
        refuseWrites();
        String boost = feed.boost(ada, unknown);
        assertThat(feed.home(one, ada)).containsExactly(boost, known);
        assertThat(feed.home(other, ada)).containsExactly(boost, known);
    }

    @Test
    void showsNothingForFollowersToSomebodyWhoHasJustUnfollowed() {
        long ada = feed.person("leaver", TwoShards.FIRST);
        long bob = feed.person("left", TwoShards.SECOND);
        feed.follow(ada, bob);
        String open = feed.publish(one, bob, "open");
        String few = feed.publish(one, bob, "few", "visibility", "private");
        feed.awaitHome(ada, List.of(few, open));
        feed.users.unfollowUnheard(ada, bob); // feed-service learns of this later
        assertThat(feed.home(one, ada)).containsExactly(open);
        assertThat(feed.home(other, ada)).containsExactly(open);
        feed.publish(one, bob, "fewer", "visibility", "private");
        String late = feed.publish(one, bob, "late");
        feed.awaitHome(ada, List.of(late, open)); // still pushed by the fan-out
    }

    @Test
    void takesNothingThatIsPushedLateOfSomebodyWhoWasLeft() {
        long ada = feed.person("goner", TwoShards.FIRST);
        long bob = feed.person("still talking", TwoShards.SECOND);
        long cyd = feed.person("companion", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        feed.home(one, ada);
        feed.users.unfollowUnheard(ada, bob);
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).isEmpty();
        feed.publish(one, bob, "late"); // the fan-out still lists ada as a follower
        String fine = feed.publish(one, cyd, "fine");
        feed.awaitHome(ada, List.of(fine));
        assertThat(feed.redis.members(TimelineKey.home(ada).name()))
                .filteredOn(member -> Character.isDigit(member.charAt(0)))
                .hasSize(1);
    }

    @Test
    void showsNobodyWhoWasLeftWhileRedisRefusedWrites() {
        long ada = feed.person("quitter", TwoShards.FIRST);
        long bob = feed.person("quit", TwoShards.SECOND);
        feed.follow(ada, bob);
        String open = feed.publish(one, bob, "open");
        String few = feed.publish(one, bob, "few", "visibility", "private");
        feed.awaitHome(ada, List.of(few, open));
        refuseWrites();
        one.as(bob).delete("/api/v1/statuses/" + few).ok();
        assertThat(feed.home(one, ada)).containsExactly(open);
        assertThat(feed.home(other, ada)).containsExactly(open);
        feed.unfollow(ada, bob);
        assertThat(feed.home(one, ada)).isEmpty();
        assertThat(feed.home(other, ada)).isEmpty();
        letRedisTakeWrites();
        await().atMost(PATIENCE)
                .until(() ->
                        feed.redis.cluster().health().stream()
                                .allMatch(node -> node.refusal().isEmpty()));
        assertThat(feed.home(one, ada)).isEmpty();
        assertThat(feed.home(other, ada)).isEmpty();
    }

    @Test
    void staysWithTheOtherBoostWhenTheFirstIsUndone() {
        long ada = feed.person("witness", TwoShards.FIRST);
        long bob = feed.person("early", TwoShards.FIRST);
        long cyd = feed.person("late", TwoShards.SECOND);
        long eve = feed.person("author", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        feed.home(one, ada);
        String status = feed.publish(one, eve, "popular");
        String first = feed.boost(bob, status);
        String second = feed.boost(cyd, status);
        feed.awaitHome(ada, List.of(first));
        one.as(bob).post("/api/v1/statuses/" + status + "/unreblog").ok();
        feed.awaitHome(ada, List.of(second));
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).containsExactly(second);
    }

    @Test
    void doesNotCountABoostThatItsBoosterHasUndoneEvenIfTheBoostedShardHasNotHeardOfIt() {
        long ada = feed.person("observer", TwoShards.FIRST);
        long bob = feed.person("undoer", TwoShards.FIRST);
        long cyd = feed.person("stayer", TwoShards.SECOND);
        long eve = feed.person("writer2", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        String status = feed.publish(one, eve, "popular");
        String first = feed.boost(bob, status);
        String second = feed.boost(cyd, status);
        feed.awaitHome(ada, List.of(first));
        delete(first);
        feed.invalidate(ada);
        assertThat(feed.home(one, ada)).containsExactly(second);
    }

    @Test
    void leavesOutWhatItsOwnerDoesNotWantToSee() {
        long ada = feed.person("picky", TwoShards.FIRST);
        long bob = feed.person("friendly", TwoShards.FIRST);
        long cyd = feed.person("friendly2", TwoShards.SECOND);
        long eve = feed.person("annoying", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        String annoying = feed.publish(one, eve, "annoying");
        String german = feed.publish(one, bob, "Hallo", "language", "de");
        String english = feed.publish(one, bob, "Hello", "language", "en");
        String mention = feed.publish(one, bob, "@annoying hi");
        String boost = feed.boost(bob, annoying);
        String second = feed.boost(cyd, annoying);
        feed.awaitHome(ada, List.of(boost, mention, english, german));

        rules(ada, hiding(Map.of(eve, Long.MAX_VALUE)));
        feed.awaitHome(ada, List.of(english, german));
        // The same rules apply to pushed statuses as to those read from Postgres.
        String more = feed.publish(other, bob, "@annoying again");
        String fine = feed.publish(other, bob, "fine");
        feed.awaitHome(ada, List.of(fine, english, german));

        rules(ada, new HomeRules(Map.of(), Set.of(bob), Map.of(bob, Set.of("de")), false));
        one.as(bob).delete("/api/v1/statuses/" + fine).ok();
        one.as(bob).delete("/api/v1/statuses/" + more).ok();
        List<String> withTheOthersBoost = new ArrayList<>(List.of(second, german));
        if (!one.as(ada).get("/api/v1/statuses/" + mention).ok().path("language").isString()) {
            withTheOthersBoost.add(1, mention);
        }
        feed.awaitHome(ada, withTheOthersBoost);

        rules(ada, NO_RULES);
        feed.awaitHome(ada, List.of(boost, mention, english, german));
    }

    @Test
    void showsTheMutedAgainWhenTheTimeIsOver() {
        long ada = feed.person("patient", TwoShards.FIRST);
        long bob = feed.person("muted", TwoShards.SECOND);
        feed.follow(ada, bob);
        String open = feed.publish(one, bob, "open");
        feed.awaitHome(ada, List.of(open));
        long soon = Instant.now().plusSeconds(3).toEpochMilli();
        rules(ada, hiding(Map.of(bob, soon)));
        assertThat(feed.home(one, ada)).isEmpty();
        feed.awaitHome(ada, List.of(open));
    }

    @Test
    void asksForRulesPageByPageWhenThereAreTooManyToKeep() {
        long ada = feed.person("fussy", TwoShards.FIRST);
        long bob = feed.person("plain", TwoShards.FIRST);
        long eve = feed.person("odd", TwoShards.SECOND);
        feed.follow(ada, bob);
        String annoying = feed.publish(one, eve, "odd");
        feed.boost(bob, annoying);
        String fine = feed.publish(one, bob, "fine");
        Map<Long, Long> many = new HashMap<>(Map.of(eve, Long.MAX_VALUE));
        for (long i = 1; i <= 400; i++) {
            many.put(i, Long.MAX_VALUE);
        }
        rules(ada, hiding(many));
        feed.awaitHome(ada, List.of(fine));
    }

    @Test
    void asksAboutThoseOnThePageWhenThereAreMoreRulesThanAreTold() {
        long ada = feed.person("fussiest", TwoShards.FIRST);
        long bob = feed.person("usual", TwoShards.FIRST);
        long cyd = feed.person("silenced", TwoShards.FIRST);
        long dan = feed.person("boosting", TwoShards.SECOND);
        long eve = feed.person("foreign", TwoShards.SECOND);
        for (long followed : List.of(bob, cyd, dan, eve)) {
            feed.follow(ada, followed);
        }
        String fine = feed.publish(one, bob, "fine");
        feed.publish(one, cyd, "silent");
        String boosted = feed.publish(one, feed.person("boosted2", TwoShards.FIRST), "boosted");
        feed.boost(dan, boosted);
        String boost = feed.boost(bob, boosted);
        one.as(eve).publish("étranger", "language", "fr");
        Map<Long, Long> hidden = Map.of(cyd, Long.MAX_VALUE);
        rules(ada, new HomeRules(hidden, Set.of(dan), Map.of(eve, Set.of("de")), true));
        feed.awaitHome(ada, List.of(boost, fine));
    }

    @Test
    void showsWhatTheOtherShardsHaveWhileOneIsGone() {
        long ada = feed.person("half", TwoShards.FIRST);
        long bob = feed.person("near", TwoShards.FIRST);
        long cyd = feed.person("far", TwoShards.SECOND);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        String there = feed.publish(one, bob, "there");
        String gone = feed.publish(one, cyd, "gone");
        feed.awaitHome(ada, List.of(gone, there));
        feed.shards.cut(TwoShards.SECOND);
        try {
            feed.redis.deleteAll();
            for (FeedInstance instance : List.of(one, other)) {
                for (String path : List.of(HOME, "/api/v1/timelines/public")) {
                    Answer page = instance.as(ada).get(path);
                    assertThat(page.ids()).as(path).contains(there).doesNotContain(gone);
                    assertThat(page.incomplete()).as(path).isEqualTo("shard-1");
                }
            }
        } finally {
            feed.shards.restore(TwoShards.SECOND);
        }
        feed.awaitHome(ada, List.of(gone, there));
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    Answer page = one.as(ada).get("/api/v1/timelines/public");
                    assertThat(page.ids()).contains(gone, there);
                    assertThat(page.incomplete()).isEmpty();
                });
    }

    @Test
    void hearsOfItsOwnersDecisionsWhileTheOthersShardIsGone() {
        long ada = feed.person("decider", TwoShards.FIRST);
        long bob = feed.person("unreachable", TwoShards.SECOND);
        long cyd = feed.person("reachable", TwoShards.FIRST);
        feed.follow(ada, bob);
        feed.follow(ada, cyd);
        String open = feed.publish(one, bob, "open");
        String fine = feed.publish(one, cyd, "fine");
        feed.awaitHome(ada, List.of(fine, open));
        feed.shards.cut(TwoShards.SECOND);
        try {
            feed.users.block(ada, bob);
            assertThat(relation(ada, Long.toString(bob), "block-own")).isEqualTo(204);
            assertThat(feed.home(one, ada)).containsExactly(fine);
            assertThat(feed.home(other, ada)).containsExactly(fine);
        } finally {
            feed.shards.restore(TwoShards.SECOND);
        }
    }

    @Test
    void takesWordOfRelationsAsOftenAsItComes() {
        long ada = feed.person("word", TwoShards.FIRST);
        for (String kind :
                List.of(
                        "block",
                        "block",
                        "block-own",
                        "unblock",
                        "own",
                        "mute",
                        "unmute",
                        "remove")) {
            assertThat(relation(ada, "7", kind)).as(kind).isEqualTo(204);
        }
        assertThat(relation(ada, "7", "ignore")).isEqualTo(422);
        assertThat(relation(ada, "x", "block")).isEqualTo(422);
    }

    private int relation(long account, String otherId, String kind) {
        return one.asService()
                .tell(
                        "/internal/relations",
                        "account_id",
                        Long.toString(account),
                        "other_id",
                        otherId,
                        "kind",
                        kind)
                .status();
    }

    private void rules(long account, HomeRules wanted) {
        feed.users.setRules(account, wanted);
        assertThat(relation(account, "7", "mute")).isEqualTo(204);
    }

    private static HomeRules hiding(Map<Long, Long> accounts) {
        return new HomeRules(accounts, Set.of(), Map.of(), false);
    }

    /** Makes all Redis nodes refuse writes. The instances may not have noticed it yet. */
    private void refuseWrites() {
        feed.redis.configure("min-replicas-to-write", "5");
    }

    /** Copies a status without events, as if its events had not been handled. */
    private void copy(String status, long id) {
        long from = Long.parseLong(status);
        assertThat(
                        feed.shards
                                .admin(Ids.slotOf(from))
                                .sql(
                                        """
                                        insert into feed.status (slot, id, account_id, text, spoiler_text, sensitive,
                                            visibility, mention_ids, mention_names, tags)
                                        select slot, %d, account_id, 'copy', '', false, 'public', '{}', '{}', '{}'
                                        from feed.status where id = %d
                                        """
                                                .formatted(id, from))
                                .update())
                .isEqualTo(1);
    }

    /** Deletes a status without events, as if its events had not been handled. */
    private void delete(String status) {
        long id = Long.parseLong(status);
        feed.shards
                .admin(Ids.slotOf(id))
                .sql("update feed.status set deleted_at = now() where id = " + id)
                .update();
    }
}
