package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SameOriginTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -, true",
                "none, -, true",
                "cross-site, https://rookery.example, false",
                "same-site, -, false",
                "-, https://rookery.example, true",
                "-, https://evil.example, false",
                "-, null, false",
                "-, -, true"
            })
    void believesTheBrowser(@Nullable String site, @Nullable String origin, boolean own) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        assertThat(SameOrigin.isSentFrom("https://rookery.example", request)).isEqualTo(own);
    }
}
