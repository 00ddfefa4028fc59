package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ServiceCredentialTest {

    @Test
    void isTheOnlyOneThatIsTakenUnlessItIsRenewed() {
        ServiceCredential credential = new ServiceCredential("now", "");

        assertThat(credential.isShownBy(showing("Bearer now"))).isTrue();
        assertThat(credential.isShownBy(showing("Bearer then"))).isFalse();
        assertThat(credential.isShownBy(showing("Bearer "))).isFalse();
        assertThat(credential.isShownBy(new MockHttpServletRequest())).isFalse();
    }

    @Test
    void isTakenBesideTheOtherOneWhileItIsRenewed() {
        ServiceCredential credential = new ServiceCredential("now", "then");

        assertThat(credential.isShownBy(showing("Bearer now"))).isTrue();
        assertThat(credential.isShownBy(showing("Bearer then"))).isTrue();
        assertThat(credential.isShownBy(showing("Bearer never"))).isFalse();
    }

    private static MockHttpServletRequest showing(String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", authorization);
        return request;
    }
}
