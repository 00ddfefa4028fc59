package io.rookery.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void isOneAddressHoweverItIsWritten() {
        assertThat(EmailAddress.parse(" Ada@Example.ORG "))
                .contains(new EmailAddress("ada@example.org"));
        assertThat(EmailAddress.parse("ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ"))
                .contains(new EmailAddress("ada@example.org"));
        assertThat(EmailAddress.parse("a.b+c@x-y.example.org"))
                .contains(new EmailAddress("a.b+c@x-y.example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@example",
                "ada@-example.org",
                "ada@example..org",
                "a da@example.org",
                "ada@exam\nple.org",
                "ada@example.org\u0000",
                "ada@b@example.org"
            })
    void refusesWhatIsNone(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void refusesOneThatIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b.".repeat(130) + "org")).isEmpty();
    }
}
