package io.rookery.user.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class InstanceAddressTest {

    private final InstanceAddress unset = new InstanceAddress(new SiteSettings(null, null));
    private final InstanceAddress set =
            new InstanceAddress(new SiteSettings("https://rookery.example/", null));

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void isAsItIsSet() {
        assertThat(set.baseUrl()).isEqualTo("https://rookery.example");
        assertThat(set.domain()).isEqualTo("rookery.example");
        assertThat(
                        new InstanceAddress(
                                        new SiteSettings(
                                                "https://www.rookery.example", "rookery.example"))
                                .domain())
                .isEqualTo("rookery.example");
    }

    @Test
    void isElseThatOfTheRequestAsTheClientSentIt() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "front.example:8443");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(unset.baseUrl()).isEqualTo("https://front.example:8443");
        assertThat(unset.domain()).isEqualTo("front.example:8443");
    }

    @Test
    void tellsOwnHandlesFromForeignOnes() {
        assertThat(set.localName("ada")).contains("ada");
        assertThat(set.localName("@ada")).contains("ada");
        assertThat(set.localName("@ada@Rookery.example")).contains("ada");
        assertThat(set.localName("ada@elsewhere.example")).isEmpty();
        assertThat(set.localName("https://rookery.example/@ada")).contains("ada");
        assertThat(set.localName("HTTP://Rookery.Example/users/ada/?x#y")).contains("ada");
        assertThat(set.localName("https://elsewhere.example/@ada")).isEmpty();
        assertThat(set.localName("https://rookery.example/@ada/7")).isEmpty();
    }
}
