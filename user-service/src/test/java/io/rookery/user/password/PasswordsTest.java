package io.rookery.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PasswordsTest {

    private final Passwords passwords =
            new Passwords(
                    new PasswordSettings(DataSize.ofKilobytes(64), 1, 1, Duration.ofSeconds(30)));

    @Test
    void knowsAPasswordByItsHash() {
        String hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$").doesNotContain("horse");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
    }

    @Test
    void saltsEachHash() {
        assertThat(passwords.hash("same")).isNotEqualTo(passwords.hash("same"));
    }

    @Test
    void matchesNothingForNobody() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("anything", null)).isFalse();
    }
}
