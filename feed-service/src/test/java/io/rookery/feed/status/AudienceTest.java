package io.rookery.feed.status;

import static io.rookery.feed.status.StatusRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.account.Relation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceTest {

    private final FakeUserService users = new FakeUserService();
    private final long author = users.add("author");
    private final long follower = users.add("follower");
    private final long mentioned = users.add("mentioned");
    private final long stranger = users.add("stranger");
    private final Audience audience = new Audience(users.relations());

    @ParameterizedTest
    @CsvSource({
        // visibility, author, follower, mentioned, stranger, nobody
        "PUBLIC,   true, true,  true, true,  true",
        "UNLISTED, true, true,  true, true,  true",
        "PRIVATE,  true, true,  true, false, false",
        "DIRECT,   true, false, true, false, false",
    })
    void showsAStatusToThoseItIsMeantFor(
            Visibility visibility,
            boolean toAuthor,
            boolean toFollower,
            boolean toMentioned,
            boolean toStranger,
            boolean toNobody) {
        users.follow(follower, author);
        StatusRow row = row(1, author, visibility, mentioned);

        assertThat(includes(author, row)).isEqualTo(toAuthor);
        assertThat(includes(follower, row)).isEqualTo(toFollower);
        assertThat(includes(mentioned, row)).isEqualTo(toMentioned);
        assertThat(includes(stranger, row)).isEqualTo(toStranger);
        assertThat(includes(null, row)).isEqualTo(toNobody);
    }

    @Test
    void asksOnceForAPageAndNotAtAllWithoutNeed() {
        users.follow(follower, author);
        List<StatusRow> page =
                List.of(
                        row(3, author, Visibility.PRIVATE),
                        row(2, stranger, Visibility.PRIVATE),
                        row(1, author, Visibility.PUBLIC));

        assertThat(audience.visibleTo(follower, page, Map.of()))
                .extracting(StatusRow::id)
                .containsExactly(3L, 1L);
        assertThat(users.calls()).isEqualTo(1);

        assertThat(audience.visibleTo(null, page, Map.of()))
                .extracting(StatusRow::id)
                .containsExactly(1L);
        assertThat(users.calls()).isEqualTo(1);
    }

    @Test
    void forgetsAFollowerAtOnce() {
        StatusRow row = row(1, author, Visibility.PRIVATE);
        @Nullable Long viewer = follower;
        users.follow(follower, author);
        assertThat(includes(viewer, row)).isTrue();

        users.unfollow(follower, author);

        assertThat(includes(viewer, row)).isFalse();
    }

    @Test
    void showsNobodyWhatTheAuthorBlocksThemFrom() {
        users.follow(follower, author);
        users.block(author, follower);
        users.block(author, mentioned);

        for (Visibility visibility : Visibility.values()) {
            StatusRow row = row(1, author, visibility, mentioned);
            assertThat(includes(follower, row)).isFalse();
            assertThat(includes(mentioned, row)).isFalse();
            assertThat(includes(author, row)).isTrue();
        }
        assertThat(includes(stranger, row(1, author, Visibility.PUBLIC))).isTrue();
    }

    @Test
    void leavesOutOfListsWhomTheViewerBlocksOrMutesButShowsThemByName() {
        users.block(follower, author);
        users.mute(follower, stranger, false);
        List<StatusRow> rows =
                List.of(
                        row(3, author, Visibility.PUBLIC),
                        row(2, stranger, Visibility.PUBLIC),
                        row(1, mentioned, Visibility.PUBLIC));

        assertThat(audience.shownTo(follower, rows, Map.of()))
                .extracting(StatusRow::id)
                .containsExactly(1L);
        assertThat(audience.visibleTo(follower, rows, Map.of())).hasSize(3);
    }

    @Test
    void showsNothingInAListOfWhomNothingIsKnown() {
        VisibleStatuses sight =
                new VisibleStatuses(follower, Map.of(author, Relation.UNKNOWN), Map.of());

        for (Visibility visibility : Visibility.values()) {
            assertThat(sight.shows(row(1, author, visibility, follower))).isFalse();
        }
    }

    private boolean includes(@Nullable Long viewer, StatusRow row) {
        return !audience.visibleTo(viewer, List.of(row), Map.of()).isEmpty();
    }
}
