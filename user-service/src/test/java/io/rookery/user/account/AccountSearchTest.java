package io.rookery.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountSearchTest {

    @Test
    void searchesTheBeginningsOfWords() {
        assertThat(AccountSearch.wordBeginnings("ada lovelace")).isEqualTo("ada:* & lovelace:*");
        assertThat(AccountSearch.wordBeginnings("émile_1")).isEqualTo("émile:* & 1:*");
    }

    @Test
    void takesNothingAsAnOperator() {
        assertThat(AccountSearch.wordBeginnings("a:* | !b & (c) <-> 'd' \\"))
                .isEqualTo("a:* & b:* & c:* & d:*");
        assertThat(AccountSearch.wordBeginnings(" &|!'\\:*() ")).isEmpty();
    }
}
