package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedDigestTest {

    private final SessionSettings settings = TestSettings.withNewKey();
    private final String made = new KeyedDigest(settings).of("id", "key", "name");

    @Test
    void isTheSameForTheSamePartsOnAnyInstance() {
        assertThat(new KeyedDigest(settings).of("id", "key", "name")).isEqualTo(made).hasSize(43);
    }

    @Test
    void isAnotherForAnyOtherParts() {
        KeyedDigest digest = new KeyedDigest(settings);
        for (List<String> other :
                List.of(
                        List.of("key", "other"),
                        List.of("other", "name"),
                        List.of("keyname", ""),
                        List.of("keyname"),
                        List.<String>of())) {
            assertThat(digest.of("id", other.toArray(String[]::new))).isNotEqualTo(made);
        }
        assertThat(digest.of("secret", "key", "name")).isNotEqualTo(made);
    }

    @Test
    void cannotBeMadeWithoutTheKey() {
        assertThat(new KeyedDigest(TestSettings.withNewKey()).of("id", "key", "name"))
                .isNotEqualTo(made);
    }

    @Test
    void tellsNoKeyWhenItIsMalformed() {
        SessionSettings malformed = TestSettings.with("{\"d\":\"secret\"}");
        assertThatThrownBy(() -> new KeyedDigest(malformed))
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }
}
