package io.rookery.api.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rookery.example/@Ada",
                " https://rookery.example/@Ada ",
                "http://ROOKERY.example/@Ada/",
                "HTTPS://rookery.example/users/Ada",
                "https://rookery.example/@Ada?utm=x",
                "https://rookery.example/@Ada#top",
                "https://rookery.example/users/Ada/?a=b#c"
            })
    void isAProfilesInEveryForm(String text) {
        assertThat(PublicAddress.parse(text))
                .contains(new PublicAddress("rookery.example", "Ada", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:3000/@ada/7",
                "http://127.0.0.1:3000/users/ada/statuses/7",
                "http://127.0.0.1:3000/@ada/7/?x=y#z"
            })
    void isAStatusInEveryForm(String text) {
        assertThat(PublicAddress.parse(text))
                .contains(new PublicAddress("127.0.0.1:3000", "ada", Optional.of("7")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@ada",
                "rookery.example/@ada",
                "ftp://rookery.example/@ada",
                "https://rookery.example/",
                "https://rookery.example/tags/ada",
                "https://x@rookery.example/@ada",
                "https://rookery.example/@ada/7/8",
                "https://rookery.example/@ada see",
                "https://rookery.example/@ada/x"
            })
    void isNothingElse(String text) {
        assertThat(PublicAddress.parse(text)).isEmpty();
    }

    @Test
    void isAtItsOwnAuthority() {
        PublicAddress address = PublicAddress.parse("http://127.0.0.1:3000/@ada").orElseThrow();

        assertThat(address.isAt("https://127.0.0.1:3000")).isTrue();
        assertThat(address.isAt("http://127.0.0.1:3000/users/bob")).isTrue();
        assertThat(address.isAt("http://127.0.0.1")).isFalse();
        assertThat(address.isAt("http://127.0.0.1:3000.evil.example")).isFalse();
    }
}
