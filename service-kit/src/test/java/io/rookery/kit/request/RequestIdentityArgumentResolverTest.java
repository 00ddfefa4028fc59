package io.rookery.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

class RequestIdentityArgumentResolverTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void takesAKeyThatIsNotAsciiAsItWas() throws Exception {
        String key =
                new String("k\u0100".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        request.addHeader(
                RequestIdentity.ENCODED_KEY_HEADER,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(identity().key()).isEqualTo(key);
    }

    @Test
    void refusesAKeyThatCannotBeRead() {
        request.addHeader(RequestIdentity.ENCODED_KEY_HEADER, "!");
        assertThatThrownBy(this::identity).isInstanceOf(ApiException.class);
    }

    private RequestIdentity identity() throws NoSuchMethodException {
        Method method = getClass().getDeclaredMethod("take", RequestIdentity.class);
        return new RequestIdentityArgumentResolver()
                .resolveArgument(
                        new MethodParameter(method, 0), null, new ServletWebRequest(request), null);
    }

    @SuppressWarnings("unused") // by reflection
    private static void take(RequestIdentity identity) {}
}
