package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.account.EmailAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoginNameTest {

    private static final String ADDRESS = "ada.lovelace+2@example.org";

    @Test
    void isOneHoweverTheAddressIsWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            String spelling = Spellings.of(ADDRESS, random);
            assertThat(LoginName.of(spelling).text()).as("seed %d", seed).isEqualTo(ADDRESS);
        }
    }

    /** An input that is looked up as an address, or as a name, is counted as the same. */
    @Test
    void isCountedAsWhatItIsLookedUpAs() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            String text =
                    random.ints(1 + random.nextInt(12), 0, 0x3000)
                            .mapToObj(Character::toString)
                            .reduce("", String::concat);
            LoginName name = LoginName.of(random.nextBoolean() ? text : text + "@example.org");
            assertThat(name.email().map(EmailAddress::text).orElse(name.text()))
                    .as("seed %d", seed)
                    .isEqualTo(name.text());
        }
        assertThat(LoginName.of(" ADA ").text()).isEqualTo("ada");
    }
}
