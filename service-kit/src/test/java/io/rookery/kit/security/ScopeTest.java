package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "read, read:statuses, true",
        "read:statuses, read:statuses, true",
        "read:statuses, read, false",
        "read:statuses, read:accounts, false",
        "write, read:statuses, false",
        "write, write:favourites, true",
        "follow, read:follows, true",
        "follow, write:follows, true",
        "follow, write:blocks, true",
        "follow, read:mutes, true",
        "follow, write:statuses, false",
        "read, profile, true"
    })
    void coversWhatIsBelowIt(String granted, String asked, boolean isGranted) {
        assertThat(Scope.named(asked).orElseThrow().isGrantedBy(Set.of(granted)))
                .isEqualTo(isGranted);
    }

    @Test
    void refusesEachCallerInItsOwnWords() {
        Caller application = new Caller(null, 5, "client", Set.of("read"));
        Caller user = new Caller(7L, 6, "client", Set.of("read:accounts"));
        assertThat(user.account(Scope.READ_ACCOUNTS)).isEqualTo(7);
        assertThat(user.viewer(Scope.READ_ACCOUNTS)).hasValue(7);
        assertThat(Caller.ANONYMOUS.viewer(Scope.READ_ACCOUNTS)).isEmpty();
        assertThat(application.viewer(Scope.READ_ACCOUNTS)).isEmpty();
        assertStatus(401, () -> Caller.ANONYMOUS.account(Scope.READ_ACCOUNTS));
        assertStatus(422, () -> application.account(Scope.READ_ACCOUNTS));
        assertStatus(403, () -> user.account(Scope.WRITE_STATUSES));
        assertStatus(403, () -> user.viewer(Scope.READ_STATUSES));
    }

    private static void assertStatus(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status().value()).isEqualTo(status));
    }
}
