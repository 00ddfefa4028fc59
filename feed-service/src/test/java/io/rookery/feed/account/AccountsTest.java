package io.rookery.feed.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccountsTest {

    private final FakeUserService users = new FakeUserService();
    private final long ada = users.add("ada");
    private final long bob = users.add("Bob");
    private final List<Consumer<AccountUpdates.Reader>> untold = new ArrayList<>();
    private final Accounts accounts = users.accounts(this::tell);

    private void tell(AccountUpdates.Reader reader) {
        untold.forEach(news -> news.accept(reader));
        untold.clear();
    }

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
    void showsWhatItKnowsWhileUserServiceIsUnavailable() {
        accounts.byIds(List.of(ada));
        users.setUnavailable(true);
        users.passTime(Accounts.USABLE);

        assertThat(accounts.byIds(List.of(ada))).containsOnlyKeys(ada);
        assertThatThrownBy(() -> accounts.byIds(List.of(ada, bob)))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void showsNothingThatIsTooOld() {
        accounts.byIds(List.of(ada));
        users.setUnavailable(true);
        users.passTime(Accounts.USABLE.plusMillis(1));

        assertThatThrownBy(() -> accounts.byId(ada)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void asksAgainSomeTimeAfterAFailure() {
        accounts.byId(ada);
        users.passTime(Accounts.FRESH.plusMillis(1));
        users.setUnavailable(true);
        accounts.byId(ada);
        users.setUnavailable(false);
        int calls = users.calls();

        accounts.byId(ada);
        assertThat(users.calls()).isEqualTo(calls);

        users.passTime(Accounts.LONGEST_REFRESH);
        accounts.byId(ada);
        accounts.byId(ada);
        assertThat(users.calls()).isEqualTo(calls + 1);
    }

    @Test
    void asksAtOnceForWhatHasChangedElsewhere() {
        accounts.byIds(List.of(ada, bob));
        users.rename(ada, "Countess", 1);
        assertThat(nameOf(ada)).as("before the change is announced").isEmpty();

        untold.add(reader -> reader.changed(ada, 1));

        assertThat(nameOf(ada)).isEqualTo("Countess");
        int calls = users.calls();
        nameOf(ada);
        nameOf(bob);
        assertThat(users.calls()).as("asked only once").isEqualTo(calls);
    }

    @Test
    void goesOnAskingForWhatHasChangedUntilItIsTold() {
        accounts.byId(ada);
        untold.add(reader -> reader.changed(ada, 1));
        assertThat(nameOf(ada)).as("an answer from before").isEmpty();

        users.rename(ada, "Countess", 1);

        assertThat(nameOf(ada)).isEqualTo("Countess");
    }

    @Test
    void showsNoOlderOneAgain() {
        users.rename(ada, "Countess", 2);
        assertThat(nameOf(ada)).isEqualTo("Countess");

        users.rename(ada, "Ada", 1);
        untold.add(reader -> reader.changed(ada, 3));

        assertThat(nameOf(ada)).as("an answer from before").isEqualTo("Countess");
    }

    @Test
    void asksForAllAgainWhenNewsMayHaveBeenLost() {
        accounts.byIds(List.of(ada, bob));
        users.rename(bob, "Robert", 1);
        untold.add(AccountUpdates.Reader::anyMayHaveChanged);
        users.passTime(Duration.ofMillis(1));

        assertThat(nameOf(bob)).isEqualTo("Robert");
    }

    @Test
    void showsWhatWasBeforeAChangeWhileUserServiceIsUnavailable() {
        accounts.byId(ada);
        users.setUnavailable(true);
        untold.add(reader -> reader.changed(ada, 1));

        assertThat(nameOf(ada)).isEmpty();
    }

    private String nameOf(long account) {
        return new JsonMapper()
                .readTree(accounts.byId(account).orElseThrow().entity())
                .path("display_name")
                .asString("");
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
