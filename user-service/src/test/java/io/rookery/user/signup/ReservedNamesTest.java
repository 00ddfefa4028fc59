package io.rookery.user.signup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "ADMIN",
                "_admin_",
                "ad_min",
                "adm1n",
                "4dm1n",
                "administrator",
                "root",
                "R00t",
                "support",
                "moderator",
                "postmaster",
                "ma1ler_daemon",
                "abuse",
                "security",
                "webmaster",
                "no_reply",
                "api",
                "oauth",
                "well_known",
                "a11",
                "everyone",
                "null",
                "rookery"
            })
    void areThoseOfTheSiteHoweverTheyAreSpelt(String name) {
        assertThat(ReservedNames.contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "admiral", "roots", "c000", "supporter_of_birds", "x_1", "77"})
    void areNoOthers(String name) {
        assertThat(ReservedNames.contains(name)).isFalse();
    }
}
