package io.rookery.api.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptLanguageTest {

    @ParameterizedTest
    @CsvSource({
        "こんにちは, ja",
        "東京は夜の七時, ja",
        "你好, zh",
        "안녕하세요, ko",
        "สวัสดี, th",
        "Привет мир, ru",
        "'Привіт, як справи', uk",
        "Прывітанне ўсім, be",
        "Ђаци и ћаци, sr",
        "مرحبا بالعالم, ar",
        "سلام چطوری, fa",
        "سلام دنیا, fa",
        "آپ کیسے ہیں ٹھیک, ur",
        "नमस्ते दुनिया, hi",
        "שלום עולם, he",
        "γειά σου, el",
        "வணக்கம், ta",
        "#日本語 です https://example.com/very/long/latin/address @ada, ja"
    })
    void isTheOneThatIsWrittenInTheScript(String text, String language) {
        assertThat(ScriptLanguage.of(text)).contains(language);
    }

    @ParameterizedTest
    @CsvSource({
        "了解, ja, ja",
        "了解, de, zh",
        "了解, zh-TW, zh-TW",
        "こんにちは, zh, ja",
        "नमस्ते, mr, mr",
        "Здравей свят, bg, bg",
        "Привет мир, en, ru",
        "سلام دنیا, ckb, ckb",
        "שלום עולם, yi, yi"
    })
    void isTheLikelyOneWhereTheLettersAreTheSame(String text, String likely, String language) {
        assertThat(ScriptLanguage.of(text, likely)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello world",
                "grüß Gott",
                "https://example.com/東京",
                "👍👍",
                "",
                "日",
                "hello мир and some more words"
            })
    void isUnknownWhereTheScriptDoesNotTell(String text) {
        assertThat(ScriptLanguage.of(text)).isEmpty();
    }
}
