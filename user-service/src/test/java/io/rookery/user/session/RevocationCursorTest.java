package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationCursorTest {

    @Test
    void readsWhatItWrote() {
        RevocationCursor cursor = RevocationCursor.parse("").at("71", 5).at("70", 900);
        assertThat(cursor.text()).isEqualTo("70=900,71=5");
        assertThat(RevocationCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @Test
    void startsAgainBehindTheHorizon() {
        assertThat(RevocationCursor.parse("").atHorizon("7", RevocationCursor.OVERLAP + 3).text())
                .isEqualTo("7=3");
        assertThat(RevocationCursor.parse("").atHorizon("7", 3).text()).isEqualTo("7=0");
    }

    @Test
    void neverGoesBack() {
        assertThat(RevocationCursor.parse("7=50").at("7", 20).text()).isEqualTo("7=50");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "7", "7=", "=7", "7=-1", "7=1,", "a=1", "7=1;8=2"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> RevocationCursor.parse(text)).isInstanceOf(ApiException.class);
    }
}
