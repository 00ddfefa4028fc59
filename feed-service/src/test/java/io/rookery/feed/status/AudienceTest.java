package io.rookery.feed.status;

import static io.rookery.feed.status.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.FakeUserService;
import java.util.List;
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
    private final Accounts accounts = users.accounts();
    private final Audience audience = new Audience(accounts);

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

        assertThat(audience.includes(author, row)).isEqualTo(toAuthor);
        assertThat(audience.includes(follower, row)).isEqualTo(toFollower);
        assertThat(audience.includes(mentioned, row)).isEqualTo(toMentioned);
        assertThat(audience.includes(stranger, row)).isEqualTo(toStranger);
        assertThat(audience.includes(null, row)).isEqualTo(toNobody);
    }

    @Test
    void asksOnceForAPageAndNotAtAllWithoutNeed() {
        users.follow(follower, author);
        List<StatusRow> page =
                List.of(
                        row(3, author, Visibility.PRIVATE),
                        row(2, stranger, Visibility.PRIVATE),
                        row(1, author, Visibility.PUBLIC));

        assertThat(audience.visibleTo(follower, page))
                .extracting(StatusRow::id)
                .containsExactly(3L, 1L);
        assertThat(users.calls()).isEqualTo(1);

        assertThat(audience.visibleTo(null, page)).extracting(StatusRow::id).containsExactly(1L);
        assertThat(users.calls()).isEqualTo(1);
    }

    @Test
    void showsAFollowerWhatAHomeTimelineHoldsWithoutAsking() {
        List<StatusRow> home =
                List.of(row(2, author, Visibility.PRIVATE), row(1, author, Visibility.DIRECT));

        assertThat(Audience.visibleToFollower(follower, home))
                .extracting(StatusRow::id)
                .containsExactly(2L);
        assertThat(users.calls()).isZero();
    }

    @Test
    void forgetsAFollowerAtOnce() {
        StatusRow row = row(1, author, Visibility.PRIVATE);
        @Nullable Long viewer = follower;
        users.follow(follower, author);
        assertThat(audience.includes(viewer, row)).isTrue();

        users.unfollow(follower, author);

        assertThat(audience.includes(viewer, row)).isFalse();
    }
}
