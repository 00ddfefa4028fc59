package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationCursorTest {

    private static final RevocationCursor NEW = RevocationCursor.parse("");
    private static final long LATE = RevocationCursor.OVERLAP + 900;

    @Test
    void readsWhatItWrote() {
        RevocationCursor cursor =
                NEW.atEnd("71", LATE).inTheMiddle("70", LATE, LATE + 7, 12).atEnd("9", 3);
        assertThat(cursor.text()).isEqualTo("70=900:10907.12,71=900+,9=0+");
        assertThat(RevocationCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @Test
    void readsWhatWasWrittenBeforeAPageCouldEndWithinATransaction() {
        assertThat(RevocationCursor.parse("7=50").text()).isEqualTo("7=50");
        assertThat(RevocationCursor.parse("7=50").transactions()).containsExactly("50");
        assertThat(RevocationCursor.parse("7=50").tokenIds()).containsExactly(0L);
    }

    @Test
    void startsAgainBehindTheHorizon() {
        assertThat(NEW.atEnd("7", RevocationCursor.OVERLAP + 3).rewound().text()).isEqualTo("7=3");
        assertThat(NEW.atEnd("7", 3).rewound().text()).isEqualTo("7=0");
    }

    @Test
    void neverGoesBack() {
        assertThat(RevocationCursor.parse("7=50").atEnd("7", 20).rewound().text())
                .isEqualTo("7=50");
    }

    @Test
    void startsAgainBehindWhatWasInProgressWhenThePagesBegan() {
        RevocationCursor paging =
                NEW.inTheMiddle("7", LATE, LATE + 70, 1).inTheMiddle("7", LATE + 50, LATE + 80, 2);
        assertThat(paging.transactions()).containsExactly(String.valueOf(LATE + 80));
        assertThat(paging.atEnd("7", LATE + 60).rewound().text()).isEqualTo("7=900");
    }

    @Test
    void leavesAShardInTheMiddleWhereItIs() {
        RevocationCursor cursor = NEW.inTheMiddle("7", LATE, LATE + 7, 12).atEnd("8", LATE);
        assertThat(cursor.rewound().text()).isEqualTo("7=900:10907.12,8=900");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "7",
                "7=",
                "=7",
                "7=-1",
                "7=1,",
                "a=1",
                "7=1;8=2",
                "7=1:",
                "7=1:2",
                "7=1:2.",
                "7=1:2.3+",
                "7=1++",
                "7=1:2.9999999999999999999"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> RevocationCursor.parse(text)).isInstanceOf(ApiException.class);
    }
}
