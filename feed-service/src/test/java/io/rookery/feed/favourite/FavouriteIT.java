package io.rookery.feed.favourite;

import static io.rookery.feed.Feed.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.Api.Answer;
import io.rookery.feed.Feed;
import io.rookery.feed.favourite.SourceEdge.Change;
import io.rookery.feed.status.RequestArrival;
import io.rookery.kit.error.UnavailableException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Feed.Extension.class)
class FavouriteIT {

    private final Feed feed;
    private final long author;
    private final long fan;
    private final String status;

    FavouriteIT(Feed feed) {
        this.feed = feed;
        this.author = feed.onFirstShard();
        this.fan = feed.onSecondShard();
        this.status = feed.one.as(author).publish("to be liked").path("id").asString();
    }

    @Test
    void countsAFavouriteOnceAndAtOnce() {
        JsonNode answer = post(fan, "favourite");

        assertThat(answer.path("favourited").asBoolean()).isTrue();
        assertThat(answer.path("favourites_count").asInt()).isEqualTo(1);
        assertThat(post(fan, "favourite").path("favourites_count").asInt()).isEqualTo(1);
        assertThat(favouritedBy()).containsExactly(Long.toString(fan));
        assertThat(feed.other.as(fan).get("/api/v1/favourites").ids()).containsExactly(status);
        assertThat(get(author).path("favourited").asBoolean()).isFalse();

        answer = post(fan, "unfavourite");

        assertThat(answer.path("favourited").asBoolean()).isFalse();
        assertThat(answer.path("favourites_count").asInt()).isZero();
        assertThat(post(fan, "unfavourite").path("favourites_count").asInt()).isZero();
        assertThat(favouritedBy()).isEmpty();
        assertThat(feed.other.as(fan).get("/api/v1/favourites").ids()).isEmpty();
    }

    @Test
    void keepsTheCountThroughAnyRaceOfOnesMind() {
        for (int round = 0; round < 5; round++) {
            // A request that lost the race and was delayed is refused: nothing was done for it.
            atOnce(
                    12,
                    i ->
                            assertThat(
                                            api(fan, i)
                                                    .post(
                                                            path(
                                                                    i % 3 == 0
                                                                            ? "unfavourite"
                                                                            : "favourite"))
                                                    .status())
                                    .isIn(200, 503));
            boolean favourited = get(fan).path("favourited").asBoolean();
            await().untilAsserted(() ->
                    assertThat(get(fan).path("favourites_count").asInt())
                            .isEqualTo(favourited ? 1 : 0));
            assertThat(favouritedBy()).hasSize(favourited ? 1 : 0);
        }
    }

    @Test
    void countsManyFansAtTheSameMoment() {
        List<Long> fans = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            fans.add(i % 2 == 0 ? feed.onFirstShard() : feed.onSecondShard());
        }
        atOnce(20, i -> api(fans.get(i), i).post(path("favourite")).ok());

        await().untilAsserted(() ->
                assertThat(get(author).path("favourites_count").asInt()).isEqualTo(20));
        Answer page = feed.one.asNobody().get(path("favourited_by") + "?limit=15");
        assertThat(page.ids()).hasSize(15);
        assertThat(page.link()).contains("max_id=");
    }

    @Test
    void notifiesTheAuthorOnlyOfOthers() {
        post(fan, "favourite");
        post(author, "favourite");

        await().untilAsserted(() ->
                assertThat(feed.one.events("notify"))
                        .filteredOn(event -> event.payload().contains(status))
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.payload())
                                        .contains("favourite")
                                        .contains(Long.toString(fan))));
    }

    @Test
    void pagesThroughFavouritesInTheOrderOfLiking() {
        String later = feed.one.as(author).publish("second").path("id").asString();
        feed.one.as(fan).post("/api/v1/statuses/" + later + "/favourite").ok();
        post(fan, "favourite");

        Answer first = feed.one.as(fan).get("/api/v1/favourites?limit=1");
        assertThat(first.ids()).containsExactly(status);
        String next = first.link().replaceAll("^<http://[^/]+([^>]+)>.*", "$1");
        Answer second = feed.one.as(fan).get(next);
        assertThat(second.ids()).containsExactly(later);
        String previous = second.link().replaceAll(".*<http://[^/]+([^>]+)>; rel=\"prev\".*", "$1");
        assertThat(feed.one.as(fan).get(previous).ids()).containsExactly(status);
    }

    @Test
    void forgetsTheFavouritesOfADeletedStatus() {
        post(fan, "favourite");
        feed.one.as(author).delete("/api/v1/statuses/" + status).ok();

        assertThat(feed.one.as(fan).get("/api/v1/favourites").ids()).isEmpty();
        assertThat(feed.one.as(fan).post(path("unfavourite")).status()).isEqualTo(404);
    }

    @Test
    void keepsBookmarksToOneself() {
        assertThat(post(fan, "bookmark").path("bookmarked").asBoolean()).isTrue();
        assertThat(feed.other.as(fan).get("/api/v1/bookmarks").ids()).containsExactly(status);
        assertThat(feed.other.as(author).get("/api/v1/bookmarks").ids()).isEmpty();
        assertThat(post(fan, "unbookmark").path("bookmarked").asBoolean()).isFalse();
        assertThat(feed.other.as(fan).get("/api/v1/bookmarks").ids()).isEmpty();
    }

    @Test
    void agreesAtBothEnds() {
        post(fan, "favourite");
        long near = version(fan, "favourite");

        assertThat(version(Ids.parse(status).orElseThrow(), "favourited_by")).isEqualTo(near);
    }

    @Test
    void isNotUndoneByARequestThatWasHeldUp() {
        ShardClient shards = feed.one.part(ShardClient.class);
        IdGenerator ids = feed.one.part(IdGenerator.class);
        long id = Ids.parse(status).orElseThrow();
        SourceEdge edge = new SourceEdge("favourite");
        Change late =
                new Change(
                        fan,
                        id,
                        true,
                        ids.next(Ids.slotOf(fan), id),
                        RequestArrival.before(Duration.ofSeconds(2)));
        post(fan, "favourite");
        post(fan, "unfavourite");

        assertThatThrownBy(
                        () -> shards.write(Ids.slotOf(fan), jdbc -> edge.change(jdbc, ids, late)))
                .isInstanceOf(UnavailableException.class);
        assertThat(get(fan).path("favourited").asBoolean()).isFalse();
        assertThat(favouritedBy()).isEmpty();
    }

    private long version(long ofSlot, String table) {
        return feed.shards()
                .admin(Ids.slotOf(ofSlot))
                .sql("select version from feed." + table + " where status_id = :status and active")
                .param("status", Ids.parse(status).orElseThrow())
                .query(Long.class)
                .single();
    }

    private List<String> favouritedBy() {
        return feed.other.asNobody().get(path("favourited_by")).ids();
    }

    private JsonNode get(long viewer) {
        return feed.other.as(viewer).get("/api/v1/statuses/" + status).ok();
    }

    private JsonNode post(long actor, String action) {
        return feed.one.as(actor).post(path(action)).ok();
    }

    private Api api(long account, int turn) {
        return feed.instance(turn).as(account);
    }

    private String path(String part) {
        return "/api/v1/statuses/" + status + "/" + part;
    }
}
