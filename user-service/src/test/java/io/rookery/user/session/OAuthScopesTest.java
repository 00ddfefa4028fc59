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

    @ParameterizedTest
    @CsvSource({
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
