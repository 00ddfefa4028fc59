package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthScopesTest {

    @Test
    void keepsTheOrderAndEachOnce() {
        assertThat(OAuthScopes.parse(" write  read+write follow ").orElseThrow().text())
                .isEqualTo("write read follow");
    }

    @Test
    void isReadWhenNothingIsSaid() {
        assertThat(OAuthScopes.parse(null)).contains(OAuthScopes.DEFAULT);
        assertThat(OAuthScopes.parse("  ")).contains(OAuthScopes.DEFAULT);
    }

    @Test
    void knowsNoOthers() {
        assertThat(OAuthScopes.parse("read everything")).isEmpty();
        assertThat(OAuthScopes.parse("READ")).isEmpty();
    }

    @Test
    void leavesOutWhatHasNoApi() {
        assertThat(OAuthScopes.parse("read admin:read:accounts write:collections push"))
                .map(OAuthScopes::text)
                .contains("read push");
        assertThat(OAuthScopes.parse("admin:read admin:write")).map(OAuthScopes::text).contains("");
        assertThat(OAuthScopes.parse("admin:read:everything")).isEmpty();
        assertThat(OAuthScopes.stored("")).isEqualTo(OAuthScopes.parse("admin:read").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "admin:read, read, false",
        "read, admin:read, false",
        "read:statuses, read, true",
        "read, read:statuses, false",
        "write:follows, follow, true",
        "write:statuses, follow, false",
        "read write, read write follow, true",
        "read push, read, false"
    })
    void areWithinWiderOnesOnly(String wanted, String granted, boolean within) {
        assertThat(
                        OAuthScopes.parse(wanted)
                                .orElseThrow()
                                .within(OAuthScopes.parse(granted).orElseThrow()))
                .isEqualTo(within);
    }
}
