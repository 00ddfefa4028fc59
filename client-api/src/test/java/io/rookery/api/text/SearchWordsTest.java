package io.rookery.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {

    @ParameterizedTest
    @CsvSource({
        "“smart” quotes, smart",
        "word—dash–line, dash",
        "fox🦊jumps, fox",
        "fox🦊jumps, 🦊",
        "fox🦊jumps, jumps",
        "I ❤️ this, ❤",
        "go 🇩🇪!, 🇩🇪",
        "it’s, s",
        "José, jose",
        "Jose\u0301, José",
        "JOSÉ, Jose\u0301",
        "Ελληνικά, ελληνικα",
        "नमस्ते मनीष जी, मनीष",
        "สมศรีไปตลาด, ศรี",
        "東京都に行く, 東京",
        "東京都に行く, 都",
        "コーヒーを飲む, コーヒー",
        "한국어를 배우다, 한국어",
        "مُحَمَّد, محمد",
        "محـــمد, محمد",
        "שָׁלוֹם, שלום",
        "ＦＵＬＬ　ｗｉｄｔｈ, full width",
        "نرم\u200cافزار, نرمافزار",
        "ﬁne, fine",
        "snake_case, case",
        "ışık, IŞIK",
        "Diyarbakır, DIYARBAKIR",
        "İstanbul, istanbul",
        "Straße, STRASSE",
        "Łódź, lodz",
        "Đà Nẵng, da nang",
        "København, kobenhavn",
        "ΟΔΟΣ οδός, οδοσ",
        "علی, علي",
        "کتاب, كتاب",
        "1st ½, 1st"
    })
    void findATextByAPartOfIt(String text, String query) {
        assertThat(SearchWords.of(text)).containsAll(SearchWords.wanted(query));
        assertThat(SearchWords.wanted(query)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"東京都, 京東", "コーヒー, ヒコ", "cafe, caf", "й, и", "가나다, 나가"})
    void findNothingElse(String text, String query) {
        assertThat(SearchWords.of(text)).doesNotContainSequence(SearchWords.wanted(query));
    }

    @Test
    void areNoneInWhatHasNone() {
        assertThat(SearchWords.wanted(" -—“”.,!?\u200b\u200d ")).isEmpty();
    }

    @Test
    void areQuotedForTheDatabase() {
        assertThat(SearchWords.query(List.of("a", "b'c", "d\\e"), true))
                .isEqualTo("'a':* & 'b''c':* & 'd\\\\e':*");
        assertThat(SearchWords.query(List.of("a"), false)).isEqualTo("'a'");
    }

    @Test
    void areTheSameHoweverATextIsComposed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String text =
                    random.ints(20, 0x20, 0x3100)
                            .filter(Character::isDefined)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            assertThat(SearchWords.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                    .as("seed %d", seed)
                    .isEqualTo(SearchWords.of(Normalizer.normalize(text, Normalizer.Form.NFC)));
        }
    }

    @Test
    void areBounded() {
        assertThat(SearchWords.of("東京".repeat(5_000))).hasSizeLessThan(10);
        assertThat(SearchWords.of("x".repeat(10_000)).iterator().next()).hasSize(100);
        assertThat(SearchWords.wanted("a b c d e f g h i j k l m n o p q r s t")).hasSize(16);
    }
}
