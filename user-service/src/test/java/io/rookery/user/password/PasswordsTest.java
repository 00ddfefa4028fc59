package io.rookery.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.throttle.ClientAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PasswordsTest {

    private final Passwords passwords =
            new Passwords(
                    new PasswordSettings(
                            DataSize.ofKilobytes(64), 1, 1, 100, Duration.ofSeconds(30)));
    private final ClientAddress client = new ClientAddress("192.0.2.1");

    @Test
    void knowsAPasswordByItsHash() {
        String hash = passwords.hash("correct horse", client);
        assertThat(hash).startsWith("$argon2id$").doesNotContain("horse");
        assertThat(passwords.matches("correct horse", hash, client)).isTrue();
        assertThat(passwords.matches("wrong horse", hash, client)).isFalse();
    }

    @Test
    void saltsEachHash() {
        assertThat(passwords.hash("same", client)).isNotEqualTo(passwords.hash("same", client));
    }

    @Test
    void matchesNothingForNobody() {
        assertThat(passwords.matches("", null, client)).isFalse();
        assertThat(passwords.matches("anything", null, client)).isFalse();
    }
}
