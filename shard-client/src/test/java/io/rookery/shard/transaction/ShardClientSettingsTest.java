package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardClientSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void doesNotShowThePassword() {
        assertThat(ShardClientSettings.of("rookery_feed", "secret").toString())
                .contains("rookery_feed")
                .doesNotContain("secret");
    }

    @Test
    void refusesAnEmptyPool() {
        assertThatThrownBy(() ->
                        new ShardClientSettings(
                                "rookery_feed",
                                List.of("secret"),
                                0,
                                1,
                                SECOND,
                                SECOND,
                                SECOND,
                                ShardTls.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASocketTimeoutThatTheDriverCannotExpress() {
        assertThatThrownBy(() ->
                        new ShardClientSettings(
                                "rookery_feed",
                                List.of("secret"),
                                1,
                                1,
                                SECOND,
                                SECOND,
                                Duration.ofMillis(900),
                                ShardTls.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
