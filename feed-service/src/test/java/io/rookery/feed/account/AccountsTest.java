package io.rookery.feed.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccountsTest {

    private final FakeUserService users = new FakeUserService();
    private final long ada = users.add("ada");
    private final long bob = users.add("Bob");
    private final Accounts accounts = users.accounts();

    @Test
    void asksOnceForWhatIsFresh() {
        accounts.byIds(List.of(ada, bob));
        users.passTime(Accounts.FRESH);

        assertThat(accounts.byIds(List.of(ada, bob))).containsOnlyKeys(ada, bob);
        assertThat(users.calls()).isEqualTo(1);
    }

    @Test
    void asksAgainForWhatIsNot() {
        accounts.byId(ada);
        users.passTime(Accounts.FRESH.plusMillis(1));
        users.remove(ada);

        assertThat(accounts.byId(ada)).isEmpty();
    }

    @Test
    void asksInOneCallForWhatIsNotFreshAndWhatSoonIsNot() {
        accounts.byId(ada);
        users.passTime(Accounts.FRESH.dividedBy(2));
        accounts.byId(bob);
        users.passTime(Accounts.FRESH.dividedBy(2).plusMillis(1));
        accounts.byIds(List.of(ada, bob));
        int calls = users.calls();

        users.passTime(Accounts.FRESH);

        accounts.byIds(List.of(ada, bob));
        assertThat(users.calls()).isEqualTo(calls);
    }

    @Test
    void showsWhatItKnowsWhileUserServiceIsAway() {
        accounts.byIds(List.of(ada));
        users.goAway(true);
        users.passTime(Accounts.USABLE);

        assertThat(accounts.byIds(List.of(ada))).containsOnlyKeys(ada);
        assertThatThrownBy(() -> accounts.byIds(List.of(ada, bob)))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void showsNothingThatIsTooOld() {
        accounts.byIds(List.of(ada));
        users.goAway(true);
        users.passTime(Accounts.USABLE.plusMillis(1));

        assertThatThrownBy(() -> accounts.byId(ada)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void asksAgainSomeTimeAfterAFailure() {
        accounts.byId(ada);
        users.passTime(Accounts.FRESH.plusMillis(1));
        users.goAway(true);
        accounts.byId(ada);
        users.goAway(false);
        int calls = users.calls();

        accounts.byId(ada);
        assertThat(users.calls()).isEqualTo(calls);

        users.passTime(Accounts.LONGEST_REFRESH);
        accounts.byId(ada);
        accounts.byId(ada);
        assertThat(users.calls()).isEqualTo(calls + 1);
    }

    @Test
    void findsUsernamesInAnyCase() {
        assertThat(accounts.byUsernames(List.of("ADA", "bob", "nobody")))
                .containsOnlyKeys("ada", "bob");
        assertThat(accounts.byUsernames(List.of("Ada"))).containsOnlyKeys("ada");
        assertThat(users.calls()).isEqualTo(1);
    }

    @Test
    void isTheEntityWhenItIsWritten() {
        String json = new JsonMapper().writeValueAsString(accounts.byId(ada).orElseThrow());

        assertThat(json).startsWith("{\"id\":\"" + ada + "\",\"username\":\"ada\"");
    }
}
