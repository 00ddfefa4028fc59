package io.rookery.feed.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplicationsTest {

    private static final Application TEST = new Application("App test", "https://app.example/");
    private static final Application PLAIN = new Application("App plain", null);

    private final FakeUserService users = new FakeUserService();
    private final Applications applications = users.applications();

    @Test
    void asksForEachOnce() {
        assertThat(of("test", "plain")).isEqualTo(Map.of("test", TEST, "plain", PLAIN));
        assertThat(of("plain", "test")).isEqualTo(Map.of("test", TEST, "plain", PLAIN));
        assertThat(of()).isEmpty();
        assertThat(users.applicationCalls()).isEqualTo(1);
    }

    @Test
    void asksOnceForThoseThatDoNotExist() {
        assertThat(of("gone", "test")).isEqualTo(Map.of("test", TEST));
        assertThat(of("gone", "test")).isEqualTo(Map.of("test", TEST));
        assertThat(users.applicationCalls()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatItDoesNotKnowWhileUserServiceIsUnavailable() {
        of("test");
        users.setUnavailable(true);
        assertThat(of("test", "plain")).isEqualTo(Map.of("test", TEST));
    }

    @Test
    void asksAgainSomeTimeAfterAFailure() {
        users.setUnavailable(true);
        assertThat(of("test")).isEmpty();
        users.setUnavailable(false);
        assertThat(of("test")).isEmpty();

        users.passTime(Applications.PATIENCE);

        assertThat(of("test")).isEqualTo(Map.of("test", TEST));
        assertThat(users.applicationCalls()).isEqualTo(2);
    }

    @Test
    void asksForNoMoreAtOnceThanUserServiceAllows() {
        List<String> many = IntStream.range(0, 101).mapToObj(i -> "app" + i).toList();
        assertThat(applications.byClientIds(many)).hasSize(101);
        assertThat(users.applicationCalls()).isEqualTo(2);
    }

    private Map<String, Application> of(String... clientIds) {
        Collection<String> asked = List.of(clientIds);
        return applications.byClientIds(asked);
    }
}
