package io.rookery.storage.monitoring.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentTest {

    private static final Component FEED =
            Component.of(Component.Type.INSTANCE, "feed-service", "h:1");

    @Test
    void isAnotherOneWhenItsAddressHasPassedToAnotherService() {
        assertThat(Component.of(Component.Type.INSTANCE, "user-service", "h:1").key())
                .isNotEqualTo(FEED.key());
    }

    @Test
    void staysTheSameWhateverItCallsItself() {
        assertThat(FEED.named("a").key()).isEqualTo(FEED.key());
    }
}
