package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {

    @Test
    void areGivenOneByOneOrInOneText() {
        assertThat(RedirectUris.read(List.of("a:b\nc:d", " e:f ", "a:b", "")))
                .containsExactly("a:b", "c:d", "e:f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:wg:oauth:2.0:oob",
                "https://client.example/back?x=1",
                "http://127.0.0.1:5173/",
                "myapp://back",
                "oauth2redirect:/done",
                "icecubesapp://",
                "com.example.app:",
                "x:/",
                "x:///",
                "x://?a",
                "cx-c3-toot://done",
                "com.example.app:/cb",
                "http://[::1]/cb"
            })
    void mayLeadAnywhereAbsolute(String uri) {
        assertThat(RedirectUris.isAcceptable(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/back",
                "client.example",
                "https://client.example/#x",
                "https:///back",
                "https://",
                "http:",
                "://",
                "x",
                "1x://",
                "javascript:",
                "data://",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "https://client.example/ back"
            })
    void mayNotBeRelativeOrRunByABrowser(String uri) {
        assertThat(RedirectUris.isAcceptable(uri)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, http://127.0.0.1:51004/cb, true",
        "http://127.0.0.1:80/cb, http://127.0.0.1/cb, true",
        "http://127.0.0.1:80/cb?a, http://127.0.0.1:81/cb?a, true",
        "http://[::1]/cb, http://[::1]:51004/cb, true",
        "http://localhost:1/, http://localhost:2/, true",
        "myapp://back, myapp://back, true",
        "http://127.0.0.1/cb, http://127.0.0.1:51004/other, false",
        "http://127.0.0.1/cb, http://127.0.0.1:51004/cb?a, false",
        "http://127.0.0.1/cb, http://127.0.0.1:51004/cb#a, false",
        "http://127.0.0.1/cb, http://a@127.0.0.1:51004/cb, false",
        "http://127.0.0.1/cb, http://127.0.0.1:1@evil.example/cb, false",
        "http://127.0.0.1/cb, http://127.0.0.1.evil.example:1/cb, false",
        "http://127.0.0.1/cb, https://127.0.0.1:51004/cb, false",
        "https://127.0.0.1/cb, https://127.0.0.1:51004/cb, false",
        "http://127.0.0.1/cb, http://localhost/cb, false",
        "http://127.0.0.1/cb, http://127.0.0.1:x/cb, false",
        "http://client.example/cb, http://client.example:81/cb, false",
        "myapp://back:1, myapp://back:2, false"
    })
    void coverOtherPortsOfTheOwnDeviceOnly(String registered, String asked, boolean covered) {
        assertThat(RedirectUris.isCovered(asked, registered)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "https://client.example:8443/back, https://client.example:8443",
        "myapp://back, myapp:",
        "icecubesapp://, icecubesapp:",
        "com.example.app:, com.example.app:",
        "http://127.0.0.1:51004/cb, http://127.0.0.1:51004",
        "http://[::1]:51004/cb, http:"
    })
    void haveASourceForThePolicy(String uri, String source) {
        assertThat(RedirectUris.source(uri)).isEqualTo(source);
    }
}
