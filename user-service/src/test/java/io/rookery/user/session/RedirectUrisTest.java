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
                "oauth2redirect:/done"
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
        "https://client.example:8443/back, https://client.example:8443",
        "myapp://back, myapp:"
    })
    void haveASourceForThePolicy(String uri, String source) {
        assertThat(RedirectUris.source(uri)).isEqualTo(source);
    }
}
