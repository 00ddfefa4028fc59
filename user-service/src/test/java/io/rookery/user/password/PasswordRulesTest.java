package io.rookery.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.password.PasswordRules.Objection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "P@ssw0rd",
                "ｐａｓｓｗｏｒｄ",
                "12345678",
                "qwertyuiop",
                "iloveyou1",
                "letmein123",
                "aaaaaaaa",
                "abcd1234",
                "1234567890",
                "administrator",
                "ada_lovelace",
                "ADA_LOVELACE",
                " ada_lovelace ",
                "ecalevol_ada",
                "ada.lovelace@example.org",
                "ada.lovelace"
            })
    void refuseWhatIsGuessedFirst(String password) {
        assertThat(rules.check(password, "ada_lovelace", "ada.lovelace@example.org"))
                .contains(Objection.GUESSABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "a nest high in the elms",
                "long enough pass",
                "4@8({[<369&#!1/|0$5+7%2",
                "пароль для совы 77",
                "🐦🐦🦅🦆🦉🐧🕊🦢"
            })
    void takeWhatIsNot(String password) {
        assertThat(rules.check(password, "ada_lovelace", "ada@example.org")).isEmpty();
    }

    @Test
    void countCharactersAsPeopleDo() {
        assertThat(rules.check("", "ada", "ada@example.org")).contains(Objection.BLANK);
        assertThat(rules.check("🐦".repeat(7), "ada", "ada@example.org"))
                .contains(Objection.TOO_SHORT);
        assertThat(PasswordRules.isTooLong("🐦".repeat(128))).isFalse();
        assertThat(rules.check("x".repeat(129), "ada", "ada@example.org"))
                .contains(Objection.TOO_LONG);
    }
}
